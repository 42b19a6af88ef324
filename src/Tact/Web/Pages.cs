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
    public static IResult Page<TPage>(object model, int status = StatusCodes.Status200OK) where TPage : IComponent => new PageResult<TPage>(model, status);
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

    /// <summary>Gathers characters and writes them into the response's buffer a few thousand at a time.</summary>
    sealed class Utf8Writer(IBufferWriter<byte> into) : TextWriter
    {
        const int Room = 4096;

        readonly char[] gathered = ArrayPool<char>.Shared.Rent(Room);
        int count;

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            if (count == gathered.Length) Pass();
            gathered[count++] = value;
        }

        public override void Write(string? value) => Write(value.AsSpan());

        public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

        public override void Write(ReadOnlySpan<char> buffer)
        {
            while (buffer.Length > gathered.Length - count)
            {
                var part = buffer[..(gathered.Length - count)];
                part.CopyTo(gathered.AsSpan(count));
                count += part.Length;
                buffer = buffer[part.Length..];
                Pass();
            }

            buffer.CopyTo(gathered.AsSpan(count));
            count += buffer.Length;
        }

        protected override void Dispose(bool disposing)
        {
            if (count > 0) Encoding.UTF8.GetBytes(gathered.AsSpan(0, count), into);
            count = 0;
            ArrayPool<char>.Shared.Return(gathered);
            base.Dispose(disposing);
        }

        // the first half of a pair waits for the second
        void Pass()
        {
            var half = char.IsHighSurrogate(gathered[count - 1]);
            Encoding.UTF8.GetBytes(gathered.AsSpan(0, half ? count - 1 : count), into);
            if (half) gathered[0] = gathered[count - 1];
            count = half ? 1 : 0;
        }
    }
}
