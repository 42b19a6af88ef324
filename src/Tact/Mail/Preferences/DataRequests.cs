using Tact.Accounts;
using Tact.Storage;

namespace Tact.Mail.Preferences;

/// <summary>A contact who asked for the data kept about them.</summary>
public sealed record DataRequest(long Id, long Contact, string Name, long At);

/// <summary>Contacts who ask, on their own page, for the data kept about them. An admin answers.</summary>
public static class DataRequests
{
    /// <summary>Those not answered yet, the oldest first.</summary>
    public static List<DataRequest> Open(Session session) => session.Query<DataRequest>(
        "select r.id as Id, r.contact_id as Contact, c.name as Name, r.asked_at as At from data_requests r join contacts c on c.id = r.contact_id where r.answered_at is null and c.erased_at is null order by r.asked_at, r.id limit 100");

    /// <summary>Records that somebody asks; once, until it is answered.</summary>
    public static void Ask(Session session, Workspace workspace, long contact)
    {
        if (session.Scalar<long?>("select id from data_requests where contact_id = @contact and answered_at is null", new { contact }) is null)
            session.Execute("insert into data_requests (contact_id, asked_at) values (@contact, @now)", new { contact, now = workspace.Now.ToUnixTimeMilliseconds() });
    }

    /// <summary>An admin has sent it to them.</summary>
    public static Result<long> Answer(Workspace workspace, Actor actor, long id) => actor.Role != "admin" ? new Result<long>.Refused("An admin answers these.", "role", null) : workspace.Data.Write<Result<long>>(session =>
        session.Execute("update data_requests set answered_at = @now, answered_by = @by where id = @id and answered_at is null", new { id, now = workspace.Now.ToUnixTimeMilliseconds(), by = actor.UserId }) == 1
            ? new Result<long>.Ok(id) : new Result<long>.NotFound("There is no such request."));
}
