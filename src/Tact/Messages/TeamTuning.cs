using Tact.Accounts;
using Tact.Core.Checks;
using Tact.Core.Messages;
using Tact.Storage;

namespace Tact.Messages;

/// <summary>One rule as contracts show it.</summary>
/// <param name="Set">off, improve or annoying.</param>
/// <param name="Shipped">What it is unless the team sets it.</param>
public sealed record RuleShown(string Id, string Name, IReadOnlyList<string> Method, string About, string? Needs, string Set, string Shipped, IReadOnlyList<RuleExample> Speaks, IReadOnlyList<RuleExample> Silent, IReadOnlyList<OwnPhrase> Phrases);

/// <summary>How the team set the message check. It is one row of the settings, in the form of its file, checked like other policy files.</summary>
public static class TeamTuning
{
    private const string Setting = "message_check";

    // the patterns of a team's phrases are prepared once
    private static Prepared last = new("", Tuning.None);

    /// <summary>As it is set.</summary>
    public static Tuning Of(Session session)
    {
        if (session.Scalar<string>("select value from settings where name = @Setting", new { Setting }) is not { Length: > 0 } content)
            return Tuning.None;
        var kept = last;
        if (kept.Content == content)
            return kept.Tuning;
        var tuning = MessageCheckFile.Read(content).Tuning ?? Tuning.None;
        last = new Prepared(content, tuning);
        return tuning;
    }

    /// <summary>All rules as they are set.</summary>
    public static IReadOnlyList<RuleShown> Show(Session session)
    {
        var tuning = Of(session);
        return [.. MessageRules.All.Select(rule => new RuleShown(
            rule.Id, rule.Name, rule.Method, rule.About, rule.Needs, Word(tuning.Rules.TryGetValue(rule.Id, out var set) ? set : Usual(rule)), Word(Usual(rule)), rule.Speaks, rule.Silent, [.. tuning.Phrases.Where(phrase => phrase.Rule == rule.Id)]))];
    }

    /// <summary>Sets one rule and its phrases; an admin does. Phrases stand one a line; after "=" stands what to write instead.</summary>
    public static Result<RuleShown> Set(Workspace workspace, Actor actor, string rule, string? set, string? phrases)
    {
        if (!MessageRules.ById.TryGetValue(rule, out var about))
            return new Result<RuleShown>.NotFound($"There is no rule \"{rule}\".");
        if (!Enum.TryParse<RuleSetting>(set, ignoreCase: true, out var chosen) || !Enum.IsDefined(chosen) || int.TryParse(set, out _))
            return Result<RuleShown>.Wrong("set", "Choose one of: off, improve, annoying.");
        return workspace.Data.Write(session =>
        {
            // whoever comes second waits here, and builds on what the first has set
            session.Execute("insert into settings (name, value) values (@Setting, '') on conflict (name) do update set value = settings.value", new { Setting });
            var now = Of(session);
            var taken = In(session, actor, MessageCheckFile.Write(
                now.Rules.Where(one => one.Key != rule).Concat(chosen == Usual(about) ? [] : [new(rule, chosen)]),
                now.Phrases.Where(phrase => phrase.Rule != rule).Concat(Lines(rule, phrases))));
            // what is typed on a page has no lines of a file
            return taken is Result<IReadOnlyList<RuleShown>>.Invalid { Problems: var problems }
                ? new Result<RuleShown>.Invalid([.. problems.Select(problem => new Problem("phrases", problem.Text[(problem.Text.IndexOf(": ", StringComparison.Ordinal) + 2)..]))])
                : taken.Then<RuleShown>(all => all.Single(one => one.Id == rule));
        });
    }

    /// <summary>Takes a whole file of settings; an admin does.</summary>
    public static Result<IReadOnlyList<RuleShown>> Take(Workspace workspace, Actor actor, string file) => workspace.Data.Write(session => In(session, actor, file));

    private static Result<IReadOnlyList<RuleShown>> In(Session session, Actor actor, string file)
    {
        if (actor.Role != "admin")
            return new Result<IReadOnlyList<RuleShown>>.Refused("An admin sets this for the whole team.", "role", null);
        var (tuning, mistakes) = MessageCheckFile.Read(file);
        if (tuning is null)
            return new Result<IReadOnlyList<RuleShown>>.Invalid([.. mistakes.Select(mistake => new Problem(mistake.Field, $"Line {mistake.Line}, character {mistake.Column}: {mistake.Text}"))]);
        session.Execute("insert into settings (name, value) values (@Setting, @value) on conflict (name) do update set value = excluded.value", new { Setting, value = MessageCheckFile.Write(tuning) });
        return new Result<IReadOnlyList<RuleShown>>.Ok(Show(session));
    }

    /// <summary>Own phrases as they are typed: one a line, "words = what to write instead".</summary>
    public static string Typed(IReadOnlyList<OwnPhrase> phrases) => string.Join('\n', phrases.Select(phrase => phrase.Better is null ? phrase.Say : $"{phrase.Say} = {phrase.Better}"));

    /// <summary>The settings as their file reads.</summary>
    public static string File(Session session) => MessageCheckFile.Write(Of(session));

    private static IEnumerable<OwnPhrase> Lines(string rule, string? text) => (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line =>
        line.Split('=', 2, StringSplitOptions.TrimEntries) is [var say, { Length: > 0 } better] ? new OwnPhrase(rule, say, better) : new OwnPhrase(rule, line.TrimEnd('=', ' '), null));

    private static RuleSetting Usual(MessageRule rule) => rule.Severity == Severity.Annoying ? RuleSetting.Annoying : RuleSetting.Improve;

    private static string Word(RuleSetting setting) => setting.ToString().ToLowerInvariant();

    private sealed record Prepared(string Content, Tuning Tuning);
}
