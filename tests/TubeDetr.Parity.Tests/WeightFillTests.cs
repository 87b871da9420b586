namespace TubeDetr.Parity.Tests;

public sealed class WeightFillTests
{
    [Theory]
    [InlineData("bbox_embed.layers.0.weight", new long[] { 64, 64 }, 0, 0xBD870D9C)]
    [InlineData("bbox_embed.layers.0.weight", new long[] { 64, 64 }, 4095, 0xBE518682)]
    [InlineData("transformer.text_encoder.embeddings.word_embeddings.weight", new long[] { 512, 48 }, 1234, 0x3C9F88D3)]
    [InlineData("query_embed.weight", new long[] { 1, 64 }, 3, 0x3EE7E792)]
    [InlineData("backbone.0.body.layer1.0.bn2.running_var", new long[] { 64 }, 5, 0x3F8C9862)]
    [InlineData("backbone.0.body.layer1.0.bn2.running_mean", new long[] { 64 }, 5, 0xBD79CCFD)]
    [InlineData("backbone.0.body.layer1.0.bn2.weight", new long[] { 64 }, 5, 0x3F03CC36)]
    [InlineData("backbone.0.body.layer1.0.bn1.weight", new long[] { 64 }, 5, 0x3F7E1067)]
    [InlineData("backbone.0.body.conv1.weight", new long[] { 64, 3, 7, 7 }, 100, 0xBE3A4E74)]
    [InlineData("transformer.decoder.norm.bias", new long[] { 64 }, 0, 0xBB960C9A)]
    [InlineData("transformer.encoder.layers.0.self_attn.in_proj_weight", new long[] { 192, 64 }, 12287, 0x3E7AC6E6)]
    public void Values_WorkedExample_HasItsBits(string name, long[] shape, int index, uint bits) =>
        Assert.Equal(bits, BitConverter.SingleToUInt32Bits(WeightFill.Values(name, shape, ".bn2.weight")[index]));
}
