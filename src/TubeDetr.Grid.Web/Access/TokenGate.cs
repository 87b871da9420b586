using System.Security.Cryptography;
using System.Text;

namespace TubeDetr.Grid.Web.Access;

/// <summary>
/// Lets in whoever knows the token: scripts with <c>Authorization: Bearer …</c>, browsers with a cookie that they get for entering it once. Pages, live connections, pictures, the interface
/// for scripts and the Orleans dashboard are all behind it.
/// </summary>
internal static class TokenGate
{
    private const string Login = "/login";
    private const string Cookie = "grid-token";
    private const string Scheme = "Bearer ";
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    /// <summary>Put before everything else. Without a token everybody on this machine is let in.</summary>
    public static void UseToken(this WebApplication app, string? token)
    {
        if (token is null)
        {
            return;
        }

        var proof = Proof(token);
        app.Use((context, next) => Handle(context, next, proof));
    }

    private static Task Handle(HttpContext context, RequestDelegate next, string proof)
    {
        if (context.Request.Path.Equals(Login, StringComparison.OrdinalIgnoreCase))
        {
            return HttpMethods.IsPost(context.Request.Method) ? Enter(context, proof) : LoginPage.Write(context.Response, Target(context.Request.Query["to"]), refused: false);
        }

        return IsKnown(context.Request, proof) ? next(context) : Refuse(context);
    }

    private static bool IsKnown(HttpRequest request, string proof)
    {
        var header = request.Headers.Authorization.ToString();
        return (header.StartsWith(Scheme, StringComparison.Ordinal) && Same(Proof(header[Scheme.Length..].Trim()), proof))
            || (request.Cookies.TryGetValue(Cookie, out var cookie) && Same(cookie, proof));
    }

    private static async Task Enter(HttpContext context, string proof)
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
        var to = Target(form["to"]);
        if (!Same(Proof(form["token"].ToString().Trim()), proof))
        {
            await LoginPage.Write(context.Response, to, refused: true);
            return;
        }

        context.Response.Cookies.Append(
            Cookie, proof, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, MaxAge = Remembered, IsEssential = true });
        context.Response.Redirect(to);
    }

    private static Task Refuse(HttpContext context)
    {
        if (HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            context.Response.Redirect($"{Login}?to={Uri.EscapeDataString(context.Request.Path + context.Request.QueryString)}");
            return Task.CompletedTask;
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return context.Response.WriteAsync("This page asks for its token: send Authorization: Bearer TOKEN.", context.RequestAborted);
    }

    /// <summary>Never to another host.</summary>
    private static string Target(string? to) => to is ['/', not ('/' or '\\'), ..] ? to : "/";

    /// <summary>The token itself is not kept in browsers.</summary>
    private static string Proof(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("TubeDetr.Grid " + token)));

    private static bool Same(string a, string b) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b));
}
