using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Contacts;
using Tact.Library;
using Tact.Storage;
using Tact.Touches;

namespace Tact.Demo;

/// <summary>An asset of the demonstration; <paramref name="FreshFor"/> is in working days from today.</summary>
internal sealed record DemoAsset(
    string Owner, string Title, string Kind, string Does, string? Topics, string? Industries, string? Helps, string? Language, int? FreshFor, string? KindFor, string? Link, string? Text, bool Archived);

/// <summary>Visitors of a fair who were each given something.</summary>
internal sealed record DemoFair(string Owner, int Wd, string Brought, List<DemoVisitor> Visitors);

/// <summary>A visitor, and how many working days from today they answered; null when they did not.</summary>
internal sealed record DemoVisitor(string Name, string Email, int? Answered);

/// <summary>The library of the demonstration, the trades of its companies, and a fair at which something was given to many.</summary>
internal sealed record DemoLibrary(List<DemoAsset> Assets, Dictionary<string, string> Trades, DemoFair Fair)
{
    private const int Before = -120;

    /// <summary>Puts everything on the shelf, long before anybody was given anything.</summary>
    public void Fill(Session session, Workspace workspace, Func<int, LocalDate> day)
    {
        var longAgo = At(workspace, day(Before), 8);
        foreach (var asset in Assets)
        {
            var actor = ActorOf(session, asset.Owner);
            var (id, _) = DemoWorkspace.Must(SaveAsset.In(session, longAgo, actor, null, new AssetInput
            {
                Title = asset.Title, Kind = asset.Kind, Does = asset.Does, Topics = asset.Topics, Industries = asset.Industries, Helps = asset.Helps, Language = asset.Language, KindFor = asset.KindFor, Link = asset.Link, Text = asset.Text,
                FreshUntil = asset.FreshFor is { } days ? LocalDatePattern.Iso.Format(day(days)) : null,
            }));
            if (asset.Archived)
                session.Execute("update assets set archived_at = @now, revision = @revision where id = @id", new { id, now = longAgo.Now.ToUnixTimeMilliseconds(), revision = SaveAsset.NextRevision(session) });
        }
    }

    /// <summary>Who was at the fair, what they were given there, and who was in touch after.</summary>
    public void TellOfTheFair(Session session, Workspace workspace, Func<int, LocalDate> day)
    {
        var actor = ActorOf(session, Fair.Owner);
        var by = $"{Fair.Owner}@demo.example";
        foreach (var visitor in Fair.Visitors)
        {
            DemoWorkspace.Must(AddContact.In(session, At(workspace, day(Fair.Wd), 9), actor, new ContactInput { Name = visitor.Name, Email = visitor.Email }));
            DemoWorkspace.Must(LogTouch.In(session, At(workspace, day(Fair.Wd), 14), actor, new TouchInput
            {
                Contact = visitor.Email, Channel = "meeting", Outcome = "met", By = by, Offer = Fair.Brought, Note = "At the fair in Bremen, at our stand.", TheyDidNotSay = true,
            }));
            if (visitor.Answered is { } answered)
                DemoWorkspace.Must(LogTouch.In(session, At(workspace, day(answered), 11), actor, new TouchInput { Contact = visitor.Email, Channel = "email", Outcome = "replied", By = by, Note = "Thanks for the checklist, we tried it.", TheyDidNotSay = true }));
        }
    }

    /// <summary>What their companies do.</summary>
    public void NameTrades(Session session)
    {
        foreach (var (company, trade) in Trades)
            session.Execute("update companies set industry = @trade where name = @company", new { company, trade });
    }

    private static Actor ActorOf(Session session, string owner) => new(session.Scalar<long>("select id from users where email_key = @email", new { email = $"{owner}@demo.example" }), "manager");

    private static Workspace At(Workspace workspace, LocalDate day, int hour) =>
        workspace with { Clock = new BusinessClock(workspace.Zone.AtLeniently(day.At(new LocalTime(hour, 0))).ToInstant(), TimeProvider.System) };
}
