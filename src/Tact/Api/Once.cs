using System.Text.Json;
using Tact.Accounts;
using Tact.Commands;
using Tact.Storage;

namespace Tact.Api;

/// <summary>
/// An <c>Idempotency-Key</c> makes a request count once: sent again with the same body it gets the same answer. What was
/// answered is kept in the transaction that did the work, so that a lost connection or a killed server leaves no doubt.
/// Only what went well is kept: a refused request changed nothing and may be corrected under its key.
/// </summary>
public sealed class Once
{
    /// <summary>The header.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>How long an answer is kept, in real time.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(48);

    private const int LongestKey = 200;
    private readonly Workspace workspace;
    private readonly long user;
    private readonly string key;
    private readonly string fingerprint;
    private readonly long now;

    private Once(Workspace workspace, long user, string key, string fingerprint, long now) =>
        (this.workspace, this.user, this.key, this.fingerprint, this.now) = (workspace, user, key, fingerprint, now);

    /// <summary>
    /// Does the work of a POST, once per key. <paramref name="fingerprint"/> stands for everything that was sent,
    /// <paramref name="place"/> says where to look for what goes on in the background.
    /// </summary>
    public static IResult Run<T>(HttpContext http, Workspace workspace, string fingerprint, int status, Func<Workspace, Result<T>> work, Func<T, string>? place = null) =>
        RunAsync(http, workspace, fingerprint, status, once => Task.FromResult(work(once)), place).GetAwaiter().GetResult();

    /// <summary>As <see cref="Run"/>, for work that waits without keeping a thread.</summary>
    public static async Task<IResult> RunAsync<T>(HttpContext http, Workspace workspace, string fingerprint, int status, Func<Workspace, Task<Result<T>>> work, Func<T, string>? place = null)
    {
        var key = http.Request.Headers[Header].ToString().Trim();
        if (key.Length == 0)
            return Give(await work(workspace));
        if (key.Length > LongestKey)
            return Answer.Problem(400, "Cannot be used", $"An {Header} has at most {LongestKey} characters.", [new Problem(Header, "It is too long.")]);
        var time = http.RequestServices.GetRequiredService<TimeProvider>();
        var once = new Once(workspace, http.User().Id, key, Secret.Hash($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}\n{fingerprint}"), time.GetUtcNow().ToUnixTimeMilliseconds());
        if (Again() is { } earlier)
            return earlier;
        try
        {
            var data = new Recording<T>(once, status);
            var result = await work(workspace with { Data = data });
            if (result is not Result<T>.Ok { Value: var value })
                return Give(result);
            var kept = data.Kept ?? await workspace.Data.WriteAsync(session => once.Keep(session, value, status));
            Locate(value);
            return Answer.Text(kept, status);
        }
        catch (SentBefore)
        {
            return Again()!;
        }

        IResult Give(Result<T> result)
        {
            if (result is Result<T>.Ok ok)
                Locate(ok.Value);
            return Answer.Json(result, status);
        }

        IResult? Again()
        {
            if (once.Known() is not { } kept)
                return null;
            if (kept.BodyHash != once.fingerprint)
                return Answer.Problem(422, "Key used before", $"The {Header} \"{key}\" was used before for another request. Use a new key for each request.", [new Problem(Header, "It was used before with other content.")]);
            if (place is not null)
                Locate(JsonSerializer.Deserialize<T>(kept.Response, CommandLine.JsonFormat)!);
            return Answer.Text(kept.Response, (int)kept.Status);
        }

        void Locate(T value)
        {
            if (place is not null)
                http.Response.Headers.Location = place(value);
        }
    }

    private KeptAnswer? Known() => workspace.Data.Read(session => session.One<KeptAnswer>(
        "select body_hash as BodyHash, status as Status, response as Response from requests where user_id = @user and request_key = @key", new { user, key }));

    /// <summary>Keeps the answer; returns it as it is sent.</summary>
    private string Keep<T>(Session session, T value, int status)
    {
        var response = JsonSerializer.Serialize(value, CommandLine.JsonFormat);
        var kept = session.Execute(
            """
            insert into requests (request_key, user_id, body_hash, status, response, at)
            values (@key, @user, @fingerprint, @status, @response, @now)
            on conflict (user_id, request_key) do nothing
            """,
            new { key, user, fingerprint, status, response, now });
        if (kept == 0)
            throw new SentBefore();
        return response;
    }

    private sealed class KeptAnswer
    {
        public string BodyHash { get; set; } = "";

        public long Status { get; set; }

        public string Response { get; set; } = "";
    }

    /// <summary>The same request was answered meanwhile; its work here is undone with the transaction.</summary>
    private sealed class SentBefore : Exception;

    /// <summary>The workspace's data, keeping the answer in the transaction that earns it.</summary>
    private sealed class Recording<T>(Once once, int status) : Database
    {
        private readonly Database data = once.workspace.Data;

        /// <summary>The answer, once it is kept.</summary>
        public string? Kept { get; private set; }

        public override Dialect Dialect => data.Dialect;

        public override string Place => data.Place;

        public override TResult Read<TResult>(Func<Session, TResult> query) => data.Read(query);

        public override Task<TResult> WriteAsync<TResult>(Func<Session, TResult> work) => data.WriteAsync(session =>
        {
            var result = work(session);
            if (result is Result<T>.Ok ok)
                Kept = once.Keep(session, ok.Value, status);
            return result;
        });

        public override void Dispose()
        {
            // the workspace's own data goes on
        }
    }
}
