using System.Text.Json;
using NodaTime.Text;
using Tact.Commands;
using Tact.Web;

namespace Tact.Api;

/// <summary>
/// What became of a use case, as an answer over HTTP: problem+json for programs, pages for people. Nothing else turns a
/// <see cref="Result{T}"/> into a status.
/// </summary>
public static class Answer
{
    /// <summary>For programs: the value as the contracts write it, or problem+json.</summary>
    public static IResult Json<T>(Result<T> result, int status = StatusCodes.Status200OK) => result switch
    {
        Result<T>.Ok ok => Text(JsonSerializer.Serialize(ok.Value, CommandLine.JsonFormat), status),
        Result<T>.NotFound missing => Problem(404, "Not found", missing.What),
        Result<T>.Invalid invalid => Problem(400, "Cannot be used", "Some of what was sent cannot be used; see problems.", invalid.Problems),
        Result<T>.Refused { Rule: "tries" } refused => Problem(429, "Too many tries", refused.Why, rule: refused.Rule, until: refused.Until),
        Result<T>.Refused { Rule: "role" } refused => Problem(403, "Not allowed", refused.Why, rule: refused.Rule),
        Result<T>.Refused refused => Problem(409, "Not now", refused.Why, rule: refused.Rule, until: refused.Until),
        Result<T>.Stale stale => Problem(409, "Changed meanwhile", stale.What),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>For people: <paramref name="ok"/> draws or leads on; <paramref name="again"/> draws the form again with its problems.</summary>
    public static IResult Page<T>(HttpContext http, Result<T> result, Func<T, IResult> ok, Func<IReadOnlyList<Problem>, IResult>? again = null)
    {
        var frame = http.Frame("");
        return result switch
        {
            Result<T>.Ok done => ok(done.Value),
            Result<T>.NotFound missing => Pages.Page<ProblemPage>(new ProblemModel(frame with { Title = "Not found" }, "Nothing here", missing.What), 404),
            Result<T>.Invalid invalid when again is not null => again(invalid.Problems),
            Result<T>.Invalid invalid => Pages.Page<ProblemPage>(new ProblemModel(frame with { Title = "Please look again" }, "Please look again", string.Join(" ", invalid.Problems.Select(p => p.Text))), 400),
            Result<T>.Refused { Rule: "role" } refused => Pages.Page<ProblemPage>(new ProblemModel(frame with { Title = "Not yours to change" }, "Not yours to change", refused.Why), 403),
            Result<T>.Refused refused when again is not null => again([new Problem("", refused.Why)]),
            Result<T>.Refused refused => Pages.Page<ProblemPage>(new ProblemModel(frame with { Title = "Not now" }, "Not now", refused.Why), 409),
            Result<T>.Stale stale when again is not null => again([new Problem("", stale.What)]),
            Result<T>.Stale stale => Pages.Page<ProblemPage>(new ProblemModel(frame with { Title = "Changed meanwhile" }, "Somebody changed it meanwhile", stale.What), 409),
            _ => throw new InvalidOperationException(),
        };
    }

    /// <summary>A problem as RFC 9457 writes it. <paramref name="problems"/> name fields; <paramref name="until"/> is the first instant at which it would be allowed.</summary>
    public static IResult Problem(int status, string title, string detail, IReadOnlyList<Problem>? problems = null, string? rule = null, NodaTime.Instant? until = null) => Text(
        JsonSerializer.Serialize(new ProblemDocument("about:blank", title, status, detail, problems is null ? null : [.. problems.Select(problem => problem with { Field = AsInJson(problem.Field) })], rule, until is { } at ? InstantPattern.General.Format(at) : null), Format), status, "application/problem+json");

    // use cases name a field as the command line does, as-of; in a body it is asOf. Headers and places in files stay as they are
    private static string AsInJson(string field)
    {
        if (!field.Contains('-', StringComparison.Ordinal) || !field.All(letter => letter is '-' or (>= 'a' and <= 'z')))
            return field;
        var words = field.Split('-', StringSplitOptions.RemoveEmptyEntries);
        return words[0] + string.Concat(words.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }

    /// <summary>JSON that is written already.</summary>
    public static IResult Text(string json, int status, string type = "application/json") => Results.Text(json, type, System.Text.Encoding.UTF8, status);

    private static readonly JsonSerializerOptions Format = new(CommandLine.JsonFormat) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };
}

/// <summary>A problem+json document (RFC 9457). <paramref name="Problems"/> says what is wrong with each field, <paramref name="Rule"/> which rule refused, <paramref name="Until"/> until when.</summary>
public sealed record ProblemDocument(string Type, string Title, int Status, string Detail, IReadOnlyList<Problem>? Problems = null, string? Rule = null, string? Until = null);
