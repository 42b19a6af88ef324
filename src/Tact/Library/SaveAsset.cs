using System.Globalization;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Core;
using Tact.Core.FollowUps;
using Tact.Core.Library;
using Tact.Storage;

namespace Tact.Library;

/// <summary>An asset as somebody writes it; what is null stays as it is, what is empty is cleared. Lists are divided by commas.</summary>
public sealed record AssetInput
{
    /// <summary>Its name.</summary>
    public string? Title { get; init; }

    /// <summary>article, insight, case, answer, introduction, invitation, card or favour.</summary>
    public string? Kind { get; init; }

    /// <summary>What it does for the receiver, in one sentence.</summary>
    public string? Does { get; init; }

    /// <summary>The text itself.</summary>
    public string? Text { get; init; }

    /// <summary>Where it is on the web. It is never fetched.</summary>
    public string? Link { get; init; }

    /// <summary>What it is about.</summary>
    public string? Topics { get; init; }

    /// <summary>For which trades.</summary>
    public string? Industries { get; init; }

    /// <summary>Whom it helps: roles and situations.</summary>
    public string? Helps { get; init; }

    /// <summary>Its language, by code or name.</summary>
    public string? Language { get; init; }

    /// <summary>The last day on which it can be given, yyyy-MM-dd.</summary>
    public string? FreshUntil { get; init; }

    /// <summary>Stall reasons for which it is kind: D1 to D8, or their words.</summary>
    public string? KindFor { get; init; }
}

/// <summary>A file to keep with an asset.</summary>
public sealed record NewFile(string Name, string? Type, byte[] Content);

/// <summary>Adds an asset to the library, or changes one. What was given is never deleted.</summary>
public static class SaveAsset
{
    /// <summary>The longest title: what a touch brought is as long.</summary>
    public const int LongestTitle = 200;

    private const int LongestLink = 2000;
    private const int MostWords = 20;
    private const int LongestWord = 80;
    private const string Counter = "library_revision";

    /// <summary>Adds one, or changes the one with a number; with a file, that is kept, too, or nothing is.</summary>
    public static Result<AssetShown> Run(Workspace workspace, Actor actor, long? id, AssetInput input, NewFile? file = null)
    {
        if (file is not null && AssetContent.Problem(file.Name, file.Content) is { } problem)
            return new Result<AssetShown>.Invalid([problem]);
        return workspace.Data.Write(session => In(session, workspace, actor, id, input).Then(saved =>
        {
            var kept = file is null ? null : AssetContent.In(session, actor, saved.Id, file.Name, file.Type, file.Content);
            return kept is null or Result<AssetFile>.Ok ? ShowAsset.One(session, workspace, actor, AssetRow.Of(session, saved.Id)!) : kept.Then<AssetShown>(_ => throw new InvalidOperationException());
        }));
    }

    /// <summary>The same inside a transaction; says whether anything was different.</summary>
    internal static Result<(long Id, bool Changed)> In(Session session, Workspace workspace, Actor actor, long? id, AssetInput input)
    {
        AssetRow? row = null;
        if (id is { } known)
        {
            if ((row = AssetRow.Of(session, known)) is null)
                return AssetRow.Missing<(long, bool)>(known.ToString(CultureInfo.InvariantCulture));
            if (!ShowAsset.MayChange(actor, row))
                return new Result<(long, bool)>.Refused("Sellers change what they added themselves. Ask a manager, or whoever added it.", "role", null);
        }

        var problems = Check(input, isNew: row is null, out var read);
        if (input.Title is not null && Folded.Text(input.Title) is { Length: > 0 } key && session.One<(long Id, long? Archived)?>("select id, archived_at from assets where title_key = @key", new { key }) is { } same && same.Id != row?.Id)
            problems.Add(new Problem("title", same.Archived is null ? "The library has something of that title already. Change that one, or choose another title." : "Something of that title is put away. Take it out again, or choose another title."));
        if (problems.Count > 0)
            return new Result<(long, bool)>.Invalid(problems);
        return Write(session, workspace, actor, row, input, read);
    }

    private static Result<(long Id, bool Changed)> Write(Session session, Workspace workspace, Actor actor, AssetRow? row, AssetInput input, Read read)
    {
        var now = workspace.Now.ToUnixTimeMilliseconds();
        var bodyBefore = row is null ? null : session.Scalar<string>("select body from assets where id = @Id", new { row.Id });
        var title = Given(input.Title) ?? row?.Title ?? "";
        var after = new AssetRow
        {
            Title = title, Kind = read.Kind is { } kind ? Names.Of(kind) : row?.Kind ?? "", Does = Given(input.Does) ?? row?.Does ?? "",
            Link = input.Link is null ? row?.Link : Given(input.Link), Topics = read.Topics ?? row?.Topics ?? "", Industries = read.Industries ?? row?.Industries ?? "", Helps = read.Helps ?? row?.Helps ?? "",
            Language = input.Language is null ? row?.Language : Languages.Code(input.Language), FreshUntil = input.FreshUntil is null ? row?.FreshUntil : Given(input.FreshUntil), KindFor = read.KindFor ?? row?.KindFor ?? "",
            TitledAt = row is not null && Folded.Text(row.Title) == Folded.Text(title) ? row.TitledAt : now,
        };
        var body = input.Text is null ? bodyBefore : Given(input.Text)?.ReplaceLineEndings("\n");
        if (row is not null && Same(row, after) && body == bodyBefore)
            return (row.Id, false);

        var values = new
        {
            id = row?.Id ?? 0, after.Title, titleKey = Folded.Text(title), after.TitledAt, after.Kind, after.Does, body, after.Link, after.Topics, topicKeys = TopicKeys(after.Topics), after.Industries, after.Helps, after.Language, after.FreshUntil, after.KindFor,
            search = SearchKeyOf(after, body), by = actor.UserId, now, revision = NextRevision(session),
        };
        if (row is null)
        {
            var added = session.Insert(
                """
                insert into assets (title, title_key, titled_at, kind, does, body, link, topics, topic_keys, industries, helps, language, fresh_until, kind_for, search_key, added_by, added_at, changed_at, revision)
                values (@Title, @titleKey, @TitledAt, @Kind, @Does, @body, @Link, @Topics, @topicKeys, @Industries, @Helps, @Language, @FreshUntil, @KindFor, @search, @by, @now, @now, @revision)
                returning id
                """,
                values);
            Index(session, added);
            return (added, true);
        }

        Unindex(session, row.Id);
        session.Execute(
            """
            update assets
            set title = @Title, title_key = @titleKey, titled_at = @TitledAt, kind = @Kind, does = @Does, body = @body, link = @Link, topics = @Topics, topic_keys = @topicKeys, industries = @Industries, helps = @Helps, language = @Language,
              fresh_until = @FreshUntil, kind_for = @KindFor, search_key = @search, changed_at = @now, revision = @revision
            where id = @id
            """,
            values);
        Index(session, row.Id);
        return (row.Id, true);
    }

    /// <summary>The next number of a change; whoever else changes the library waits for this transaction, so that no reader misses one.</summary>
    internal static long NextRevision(Session session)
    {
        session.Execute("insert into settings (name, value) values (@Counter, '1') on conflict (name) do update set value = cast(cast(settings.value as bigint) + 1 as text)", new { Counter });
        return long.Parse(session.Scalar<string>("select value from settings where name = @Counter", new { Counter })!, CultureInfo.InvariantCulture);
    }

    private static bool Same(AssetRow a, AssetRow b) => (a.Title, a.Kind, a.Does, a.Link, a.Topics, a.Industries, a.Helps, a.Language) == (b.Title, b.Kind, b.Does, b.Link, b.Topics, b.Industries, b.Helps, b.Language) && (a.FreshUntil, a.KindFor) == (b.FreshUntil, b.KindFor);

    private static string TopicKeys(string topics) => topics.Length == 0 ? "" : $";{string.Join(';', AssetRow.List(topics).Select(Folded.Text))};";

    private static string SearchKeyOf(AssetRow row, string? body) => string.Join(' ', new[] { row.Title, row.Does, row.Topics, row.Industries, row.Helps, row.Link, body }.Select(Folded.Text).Where(part => part.Length > 0));

    private static void Index(Session session, long id)
    {
        if (session.Dialect == Dialect.Sqlite)
            session.Execute("insert into asset_search (rowid, search_key) select id, search_key from assets where id = @id", new { id });
    }

    private static void Unindex(Session session, long id)
    {
        if (session.Dialect == Dialect.Sqlite)
            session.Execute("insert into asset_search (asset_search, rowid, search_key) select 'delete', id, search_key from assets where id = @id", new { id });
    }

    private static List<Problem> Check(AssetInput input, bool isNew, out Read read)
    {
        var problems = new List<Problem>();
        read = new Read();
        if ((isNew || input.Title is not null) && Given(input.Title) is null)
            problems.Add(new Problem("title", "Give it a title: what you would call it when you give it to somebody."));
        if ((isNew || input.Does is not null) && Given(input.Does) is null)
            problems.Add(new Problem("does", "Say in one sentence what it does for whoever gets it."));
        if (Given(input.Kind) is { } written)
        {
            if (Names.TryRead<AssetKind>(written, out var kind))
                read.Kind = kind;
            else
                problems.Add(new Problem("kind", $"\"{written}\" is no kind. Choose one of: {string.Join(", ", Names.All<AssetKind>())}."));
        }
        else if (isNew || input.Kind is not null)
        {
            problems.Add(new Problem("kind", $"Say what it is: {string.Join(", ", Names.All<AssetKind>())}."));
        }

        if (Given(input.Link) is { } link && (link.Length > LongestLink || !Uri.TryCreate(link, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http") || address.Host.Length == 0))
            problems.Add(new Problem("link", "That is no address on the web. Write it whole: https://example.com/page."));
        if (Given(input.FreshUntil) is { } day && !(LocalDatePattern.Iso.Parse(day) is { Success: true } date && date.Value.Year is >= Commands.CommandLine.FirstYear and <= Commands.CommandLine.LastYear))
            problems.Add(new Problem("fresh-until", $"\"{day}\" is no date. Write it as 2026-03-14."));
        if (Given(input.Language) is { } language && !Languages.All.Any(known => known.Code == Languages.Code(language)))
            problems.Add(new Problem("language", $"\"{language}\" is no language Tact knows. Write one of: {string.Join(", ", Languages.All.Select(known => known.Code))}; or leave it empty."));
        read.Topics = Words(input.Topics, "topics", problems);
        read.Industries = Words(input.Industries, "industries", problems);
        read.Helps = Words(input.Helps, "helps", problems);
        read.KindFor = Stalls(input.KindFor, problems);
        problems.AddRange(Lengths.Problems(LongestTitle, ("title", input.Title)));
        problems.AddRange(Lengths.Problems(Lengths.Line, ("does", input.Does)));
        problems.AddRange(Lengths.Problems(Lengths.Text, ("text", input.Text)));
        return problems;
    }

    /// <summary>A list as it is kept: each once, with commas.</summary>
    private static string? Words(string? text, string field, List<Problem> problems)
    {
        if (text is null)
            return null;
        var words = text.Split([',', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).DistinctBy(Folded.Text).ToList();
        if (words.Count > MostWords || words.Exists(word => word.Length > LongestWord))
            problems.Add(new Problem(field, $"At most {MostWords}, each of at most {LongestWord} letters, divided by commas."));
        return string.Join(", ", words);
    }

    private static string? Stalls(string? text, List<Problem> problems)
    {
        if (Words(text, "kind-for", problems) is not { } words)
            return null;
        var reasons = new SortedSet<StallReason>();
        foreach (var word in AssetRow.List(words))
        {
            if (StallReasons.All.FirstOrDefault(stall => stall.Id.Equals(word, StringComparison.OrdinalIgnoreCase)) is { } byId)
                reasons.Add(byId.Reason);
            else if (Names.TryRead<StallReason>(word, out var reason))
                reasons.Add(reason);
            else
                problems.Add(new Problem("kind-for", $"\"{word}\" is no reason of a stall. Choose from D1 to D8: {string.Join(", ", StallReasons.All.Select(stall => $"{stall.Id} {Names.Of(stall.Reason)}"))}."));
        }

        return string.Join(", ", reasons.Select(Names.Of));
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private sealed record Read
    {
        public AssetKind? Kind { get; set; }

        public string? Topics { get; set; }

        public string? Industries { get; set; }

        public string? Helps { get; set; }

        public string? KindFor { get; set; }
    }
}
