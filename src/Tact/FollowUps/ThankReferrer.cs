using NodaTime.Text;
using Tact.Accounts;
using Tact.Contacts;
using Tact.Core;
using Tact.Core.Calendars;
using Tact.Storage;
using Tact.Timeline;

namespace Tact.FollowUps;

/// <summary>METHOD H1: whoever sent us is thanked. A promise on their own follow-up, so that it stands on Today on its day.</summary>
public static class ThankReferrer
{
    /// <summary>Promises to thank the one who sent us to a contact, on the next working day.</summary>
    public static Result<ChangedFollowUp> Run(Workspace workspace, Actor actor, string contact) => workspace.Data.Write(session => ResolveContact.From(session, contact).Then(id =>
    {
        if (Unthanked(session, workspace, id) is not { } referrer)
            return Result<ChangedFollowUp>.Wrong("contact", "Nobody is on record who sent you to them and is still to be thanked.");
        var name = session.Scalar<string>("select name from contacts where id = @id", new { id });
        return Followed(session, workspace, actor, id, referrer.Contact, $"Thanks for {name}").Then<ChangedFollowUp>(_ => ChangeFollowUp.In(session, workspace, actor, referrer.Contact, null, (file, row) =>
        {
            if (file.Person.StoppedAll || row.State == "stopped" || file.Person.FollowUps[row.Id].SaidNo)
                return new Result<TimelineRow>.Refused($"{file.Contact.Name} said no. Nothing unasked is promised after that.", "B1", null);
            var on = WorkingDays.Date(file.Place.Calendar.Plus(WorkingDays.Number(ChangeFollowUp.Today(workspace, file, row)), 1));
            return new TimelineRow { Kind = "promise", Data = new EntryData { Promise = $"Thank them for sending you to {name}", PromisedFor = LocalDatePattern.Iso.Format(on), ThanksFor = id }.ToText() };
        }));
    }));

    /// <summary>Whoever sent us and is not followed up yet: a follow-up of their own begins, as a client's or, gently, as after a good talk.</summary>
    private static Result<bool> Followed(Session session, Workspace workspace, Actor actor, long referred, long referrer, string matter)
    {
        if (session.Scalar<long?>("select id from follow_ups where contact_id = @referrer limit 1", new { referrer }) is not null)
            return true;
        var owner = session.Scalar<string>("select u.email from users u where u.id = @UserId", new { actor.UserId })
            ?? session.Scalar<string>("select u.email from follow_ups f join users u on u.id = f.owner_id where f.contact_id = @referred order by f.id desc limit 1", new { referred });
        if (owner is null)
            return Result<bool>.Wrong("by", "Say who thanks them: --by jana@house.example.");
        var client = session.Scalar<string>("select tags from contacts where id = @referrer", new { referrer })?.Split(',').Contains("client") == true;
        return StartFollowUp.In(session, workspace, actor, referrer, new StartInput
        {
            Owner = owner, Matter = matter.Length > Lengths.Line ? matter[..Lengths.Line] : matter, Situation = Names.Of(client ? Situation.Client : Situation.Talked), Preset = client ? null : "gentle",
        }).Then<bool>(_ => true);
    }

    /// <summary>Who sent us to a contact, has not said no to everything, and has not been promised thanks for it; null when nobody is.</summary>
    public static PersonLinked? Unthanked(Session session, Workspace workspace, long contact)
    {
        if (session.Scalar<long?>("select r.id from contacts c join contacts r on r.id = c.referred_by where c.id = @contact and r.erased_at is null", new { contact }) is not { } referrer)
            return null;
        var file = ContactFile.Open(session, workspace, referrer)!;
        return file.Person.StoppedAll || file.Rows.Exists(row => row is { Kind: "promise", UndoneBy: null } && EntryData.Read(row.Data).ThanksFor == contact)
            ? null : new PersonLinked(referrer, file.Contact.Name);
    }
}
