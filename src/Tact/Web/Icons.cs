using Microsoft.AspNetCore.Components;

namespace Tact.Web;

/// <summary>The icons of our pages, drawn from the vendored sprite. They only accompany words, so assistive technology skips them.</summary>
public static class Icons
{
    static readonly System.Collections.Concurrent.ConcurrentDictionary<string, MarkupString> Drawn = new(StringComparer.Ordinal);

    /// <summary>One icon by its Tabler name, as listed in <c>front-end/icons.txt</c>.</summary>
    public static MarkupString Icon(string name) => Drawn.GetOrAdd(name, static name =>
        new($"""<svg class="icon" aria-hidden="true"><use href="{WebFiles.Url("vendor/icons.svg")}#{name}"/></svg>"""));
}
