using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Tact.Accounts;

namespace Tact.Web;

/// <summary>
/// Remembers the forms that were saved lately, so that a second press of the button, or a reload, saves nothing twice and leads where the first led.
/// A form is the same when its key and everything in it are.
/// </summary>
public sealed class SentForms
{
    private const int Most = 10_000;
    private readonly ConcurrentDictionary<string, Task<string?>> sent = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> order = new();

    /// <summary>Takes a form: the first time it is carried out, at the same moment or later its answer is given again.</summary>
    public async ValueTask<object?> Take(HttpContext http, Func<ValueTask<object?>> carryOut)
    {
        if (KeyOf(http) is not { } key)
            return await carryOut();
        var mine = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = sent.GetOrAdd(key, mine.Task);
        if (first != mine.Task)
            return await first is { } led ? Site.SeeOther(led) : await carryOut();
        string? address = null;
        try
        {
            var result = await carryOut();
            address = Site.AddressOf(result);
            return result;
        }
        finally
        {
            mine.SetResult(address);
            if (address is null)
                sent.TryRemove(key, out _);
            else
                order.Enqueue(key);
            while (order.Count > Most && order.TryDequeue(out var oldest))
                sent.TryRemove(oldest, out _);
        }
    }

    private static string? KeyOf(HttpContext http)
    {
        if (!http.Request.HasFormContentType || http.SignedIn()?.User.Id is not { } user || http.Request.Form["id"].ToString() is not { Length: > 0 })
            return null;
        var form = http.Request.Form;
        var all = form.Where(field => field.Key != "__RequestVerificationToken").SelectMany(field => field.Value.Select(value => $"{field.Key}={value}"))
            .Concat(form.Files.Select(file => $"{file.Name}={file.FileName} {file.Length}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{user} {http.Request.Path}{http.Request.QueryString}\u001f{string.Join('\u001f', all)}")));
    }
}
