using Shouldly;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Rules;

/// <summary>METHOD B1 where people press buttons: what a no closes, what it leaves open, and what is said about it.</summary>
public class ANoIsANoTests
{
    private const string Jana = "jana@example.com";
    private const string Morning = "2026-03-02T08:00:00Z";

    [Theory, Databases]
    public void After_a_no_without_leave_no_next_step_is_set_and_the_way_on_is_named(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var jana = place.User(Jana);
        place.Contact("Ada Byron", "ada@mill.example");
        place.RunAt(Morning, "start", "ada@mill.example", "--owner", Jana, "--matter", "spring offer").ExitCode.ShouldBe(0);
        place.Run("log", "ada@mill.example", "call", "not-interested", "--now", "2026-03-02T10:00:00Z").ExitCode.ShouldBe(0);

        foreach (var step in (string[])["call again", "they did not say"])
        {
            var refused = place.Run("next", "ada@mill.example", step, "--on", "2026-03-09", "--now", "2026-03-02T11:00:00Z");
            refused.ExitCode.ShouldBe(1);
            refused.Errors.ShouldContain("B1: Ada Byron said no to \"spring offer\"");
            refused.Errors.ShouldContain("another matter");
        }

        Tact.FollowUps.SetNextStep.Run(place.Workspace, jana, "1", 1, "call", new(2026, 3, 9), null).ShouldBeOfType<Result<Tact.FollowUps.ChangedFollowUp>.Refused>().Rule.ShouldBe("B1");

        // with their leave it is possible
        place.Run("log", "ada@mill.example", "call", "not-interested", "--may-stay-in-touch", "yes", "--now", "2026-03-02T12:00:00Z").ExitCode.ShouldBe(0);
        place.Run("next", "ada@mill.example", "send the yearly report", "--on", "2026-09-01", "--now", "2026-03-02T13:00:00Z").ExitCode.ShouldBe(0);
    }

    [Theory, Databases]
    public void A_no_to_a_matter_nobody_can_name_is_kept_as_a_no_to_everything_and_says_so(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        place.Contact("Ada Byron", "ada@mill.example");

        var words = (string[])["log", "ada@mill.example", "email", "opt-out", "--scope", "matter", "--id", "k1"];
        var logged = place.RunAt(Morning, [.. words, "--json"]).Json;
        logged.GetProperty("why")[0].GetProperty("rule").GetString().ShouldBe("B1");
        logged.GetProperty("why")[0].GetProperty("text").GetString()!.ShouldContain("everything has stopped");
        place.RunAt(Morning, [.. words, "--json"]).Json.GetProperty("why").GetArrayLength().ShouldBe(1);
        place.RunAt(Morning, words).Output.ShouldContain("everything has stopped");
        place.Workspace.Data.Read(session => session.Query<string>("select distinct scope from suppressions")).ShouldBe(["all"]);
        place.RunAt(Morning, "ask", "ada@mill.example", "call", "--json").Json.GetProperty("verdict").GetString().ShouldBe("refuse");

        // the same address, added anew, is not a way round it
        place.Workspace.Data.Write(session => session.Execute("delete from addresses"));
        place.RunAt(Morning, "add", "Ada B., ada@mill.example").ExitCode.ShouldBe(0);
        place.RunAt(Morning, "ask", "Ada B.", "email", "--json").Json.GetProperty("verdict").GetString().ShouldBe("refuse");
    }

    [Theory, Databases]
    public void B1_a_correction_to_a_no_is_kept_and_one_from_a_no_lets_it_go(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var jana = place.User(Jana);
        foreach (var name in (string[])["Ada Byron", "Ada B."])
        {
            var id = place.Contact(name, "ada@mill.example");
            place.RunAt(Morning, "start", id.ToString(), "--owner", Jana).ExitCode.ShouldBe(0);
        }

        place.Workspace.Data.Write(session =>
        {
            session.Execute("delete from addresses");
            foreach (var id in (long[])[1, 2])
                session.Execute("insert into addresses (contact_id, kind, address_key, value, position) values (@id, 'email', 'ada@mill.example', 'ada@mill.example', 0)", new { id });
        });
        place.Run("log", "1", "email", "replied", "--in", "--note", "Please leave me alone", "--now", "2026-03-02T10:00:00Z").ExitCode.ShouldBe(0);
        var entry = place.Workspace.Data.Read(session => session.Scalar<long>("select max(id) from timeline where kind = 'touch'"));
        string States() => string.Join(' ', place.Workspace.Data.Read(session => session.Query<string>("select state from follow_ups order by id")));
        long Kept() => place.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from suppressions where lifted_at is null"));
        var before = States();

        place.Run("correct", $"{entry}", "--outcome", "opt-out", "--now", "2026-03-02T11:00:00Z").ExitCode.ShouldBe(0);
        States().ShouldBe("stopped stopped");
        Kept().ShouldBe(3);

        // taken back, and made again
        place.Run("undo", "--now", "2026-03-02T11:05:00Z").ExitCode.ShouldBe(0);
        States().ShouldBe(before);
        Kept().ShouldBe(0);
        place.Run("correct", $"{entry}", "--outcome", "opt-out", "--now", "2026-03-02T11:10:00Z").ExitCode.ShouldBe(0);
        Kept().ShouldBe(3);

        // a seller mends a slip at once; later a no is lifted with evidence
        Tact.Touches.CorrectTouch.Run(place.At("2026-03-05T10:00:00Z"), jana, entry, "replied", null, null, null).ShouldBeOfType<Result<Tact.Touches.LoggedCorrection>.Refused>().Rule.ShouldBe("B1");
        place.Run("correct", $"{entry}", "--outcome", "replied", "--now", "2026-03-02T11:15:00Z").ExitCode.ShouldBe(0);
        States().ShouldBe(before);
        Kept().ShouldBe(0);
        place.Run("doctor").ExitCode.ShouldBe(0);
    }

    [Theory, Databases]
    public void Whoever_writes_after_a_no_stands_on_Today_until_answered(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        place.User(Jana);
        place.Contact("Ada Byron", "ada@mill.example");
        place.RunAt(Morning, "start", "ada@mill.example", "--owner", Jana).ExitCode.ShouldBe(0);
        place.Run("log", "ada@mill.example", "email", "opt-out", "--now", "2026-03-02T10:00:00Z").ExitCode.ShouldBe(0);
        place.Run("today", "--owner", Jana, "--json", "--now", "2026-03-09T09:00:00Z").Json.GetArrayLength().ShouldBe(0);

        place.Run("log", "ada@mill.example", "email", "replied", "--note", "One question about the invoice", "--now", "2026-03-09T10:00:00Z").ExitCode.ShouldBe(0);
        var row = place.Run("today", "--owner", Jana, "--json", "--now", "2026-03-09T11:00:00Z").Json[0];
        row.GetProperty("kind").GetString().ShouldBe("answered");
        row.GetProperty("state").GetString().ShouldBe("stopped");
        row.GetProperty("theirWords").GetString().ShouldBe("One question about the invoice");
        row.GetProperty("why")[0].GetProperty("rule").GetString().ShouldBe("B1");
        place.Run("ask", "ada@mill.example", "email", "--json", "--now", "2026-03-09T11:00:00Z").Json.GetProperty("verdict").GetString().ShouldBe("allow");
        place.Run("doctor").ExitCode.ShouldBe(0);

        place.Run("log", "ada@mill.example", "email", "sent", "--json", "--now", "2026-03-09T12:00:00Z").Json.GetProperty("outside").GetArrayLength().ShouldBe(0);
        place.Run("today", "--owner", Jana, "--json", "--now", "2026-03-10T09:00:00Z").Json.GetArrayLength().ShouldBe(0);
        place.Run("doctor").ExitCode.ShouldBe(0);
    }
}
