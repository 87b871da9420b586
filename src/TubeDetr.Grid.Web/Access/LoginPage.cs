using System.Text.Encodings.Web;

namespace TubeDetr.Grid.Web.Access;

/// <summary>Where the token is entered; needs nothing that lies behind it.</summary>
internal static class LoginPage
{
    public static Task Write(HttpResponse response, string to, bool refused)
    {
        response.StatusCode = refused ? StatusCodes.Status401Unauthorized : StatusCodes.Status200OK;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        return response.WriteAsync(Html(HtmlEncoder.Default.Encode(to), refused));
    }

    private static string Html(string to, bool refused) => $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>Token · TubeDetr.Grid</title>
          <style>
            :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
            body { margin: 0; min-height: 100vh; display: grid; place-items: center; }
            main { width: min(340px, calc(100vw - 32px)); }
            h1 { font-size: 1.2rem; margin: 0 0 12px; }
            label, input, button { display: block; width: 100%; box-sizing: border-box; font: inherit; }
            input, button { padding: 7px 10px; margin: 6px 0 12px; }
          </style>
        </head>
        <body>
          <main>
            <h1>TubeDetr.Grid</h1>
            {{(refused ? "<p role=\"alert\">That is not the token of this page.</p>" : "")}}
            <form method="post" action="/login">
              <input type="hidden" name="to" value="{{to}}" />
              <label for="token">Token</label>
              <input id="token" name="token" type="password" autocomplete="current-password" required autofocus />
              <button type="submit">Enter</button>
            </form>
            <p>It is what the page was started with: <code>--token</code> or <code>TUBEDETR_TOKEN</code>.</p>
          </main>
        </body>
        </html>
        """;
}
