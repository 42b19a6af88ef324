using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tact.Web;

/// <summary>Answers that are pages.</summary>
public static class Pages
{
    /// <summary>A page drawn from its model; the reader gets it whole.</summary>
    public static PageResult<TPage> Page<TPage>(object model, int status = StatusCodes.Status200OK) where TPage : IComponent => new(model, status);
}

/// <summary>
/// Draws one component, whose only parameter is <c>Model</c>, as the whole answer.
/// The framework's own result for components prepares navigation, sign-in state and streaming for each request, which our pages
/// never use: it costs about five times as much as drawing an empty page does here.
/// </summary>
public sealed class PageResult<TPage>(object model, int status) : IResult, IStatusCodeHttpResult where TPage : IComponent
{
    /// <summary>The model of the page.</summary>
    public object Model => model;

    /// <inheritdoc />
    public int? StatusCode => status;

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";

        await using var renderer = new HtmlRenderer(httpContext.RequestServices, NullLoggerFactory.Instance);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>(1) { ["Model"] = model });
        await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var page = await renderer.RenderComponentAsync<TPage>(parameters);
            using var writer = new Utf8Writer(response.BodyWriter);
            page.WriteHtmlTo(writer);
        });
        await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
    }

    /// <summary>Writes characters straight into the response's buffer.</summary>
    sealed class Utf8Writer(IBufferWriter<byte> into) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => Write([value]);

        public override void Write(string? value) => Write(value.AsSpan());

        public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

        public override void Write(ReadOnlySpan<char> buffer) => Encoding.UTF8.GetBytes(buffer, into);
    }
}
