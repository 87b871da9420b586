namespace TubeDetr.Data;

/// <summary>A box as annotated, in pixels of the video.</summary>
internal readonly record struct AnnotatedBox(double Left, double Top, double Width, double Height)
{
    public PixelBox Corners => new(Left, Top, Left + Width, Top + Height);
}
