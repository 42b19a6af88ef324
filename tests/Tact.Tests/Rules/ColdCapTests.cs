using Shouldly;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Rules;

/// <summary>METHOD B3: the company's cap on cold approaches counts what reached somebody, whatever was recorded first.</summary>
public class ColdCapTests
{
    private const string Jana = "jana@example.com";
    private const string Morning = "2026-03-02T08:00:00Z";

    // balanced: four cold approaches to one company in seven days
    private static TestWorkspace Mill(Dialect dialect, int written)
    {
        var place = TestWorkspace.Create(dialect);
        place.User(Jana);
        for (var i = 1; i <= 5; i++)
        {
            place.RunAt(Morning, "add", $"Person {i}, p{i}@mill.example, +49 30 555000{i}", "--company", "Mill Ltd").ExitCode.ShouldBe(0);
            place.RunAt(Morning, "start", $"p{i}@mill.example", "--owner", Jana).ExitCode.ShouldBe(0);
        }

        for (var i = 1; i <= written; i++)
            place.Run("log", $"p{i}@mill.example", "email", "sent", "--offer", "a", "--now", $"2026-03-02T10:0{i}:00Z").ExitCode.ShouldBe(0);
        return place;
    }

    private static string? Due(TestWorkspace place) => place.Workspace.Data.Read(session => session.Scalar<string>("select due_on from follow_ups where contact_id = 5"));

    private static long Cold(TestWorkspace place, int contact) => place.Workspace.Data.Read(session => session.Scalar<long>("select sum(cold) from timeline where contact_id = @contact", new { contact }));

    private static void NoDifference(TestWorkspace place)
    {
        var run = place.Run("doctor");
        run.ExitCode.ShouldBe(0, run.Output);
    }

    [Theory, Databases]
    public void A_message_that_came_back_frees_its_place_and_taking_the_bounce_back_takes_it_again(Dialect dialect)
    {
        using var place = Mill(dialect, 4);
        Due(place).ShouldBe("2026-03-09");

        place.Run("log", "p2@mill.example", "email", "bounced", "--now", "2026-03-02T11:00:00Z").ExitCode.ShouldBe(0);
        Cold(place, 2).ShouldBe(0);
        Due(place).ShouldBe("2026-03-02");
        NoDifference(place);

        place.Run("undo", "--now", "2026-03-02T11:05:00Z").ExitCode.ShouldBe(0);
        Cold(place, 2).ShouldBe(1);
        Due(place).ShouldBe("2026-03-09");
        NoDifference(place);
    }

    [Theory, Databases]
    public void A_correction_is_counted_anew_for_the_company(Dialect dialect)
    {
        using var place = Mill(dialect, 4);
        var entry = place.Workspace.Data.Read(session => session.Scalar<long>("select max(id) from timeline where contact_id = 3 and kind = 'touch'"));

        place.Run("correct", $"{entry}", "--outcome", "bounced", "--in", "--now", "2026-03-02T11:00:00Z").ExitCode.ShouldBe(0);
        Cold(place, 3).ShouldBe(0);
        Due(place).ShouldBe("2026-03-02");
        NoDifference(place);

        place.Run("correct", $"{entry}", "--outcome", "sent", "--out", "--now", "2026-03-02T11:05:00Z").ExitCode.ShouldBe(0);
        Cold(place, 3).ShouldBe(1);
        Due(place).ShouldBe("2026-03-09");
        NoDifference(place);
    }

    [Theory, Databases]
    public void B3_a_touch_whose_time_was_corrected_counts_on_its_own_day(Dialect dialect)
    {
        using var place = Mill(dialect, 4);
        Due(place).ShouldBe("2026-03-09");
        var entry = place.Workspace.Data.Read(session => session.Scalar<long>("select max(id) from timeline where contact_id = 3 and kind = 'touch'"));

        place.Run("correct", $"{entry}", "--happened", "2026-02-27T10:00:00Z", "--now", "2026-03-02T11:00:00Z").ExitCode.ShouldBe(0);
        Due(place).ShouldBe("2026-03-06");
        NoDifference(place);

        place.Run("correct", $"{entry}", "--happened", "2026-02-18T10:00:00Z", "--now", "2026-03-02T11:05:00Z").ExitCode.ShouldBe(0);
        Due(place).ShouldBe("2026-03-02");
        NoDifference(place);

        place.Run("undo", "--now", "2026-03-02T11:10:00Z").ExitCode.ShouldBe(0);
        Due(place).ShouldBe("2026-03-06");
        place.Run("undo", "--now", "2026-03-02T11:15:00Z").ExitCode.ShouldBe(0);
        Due(place).ShouldBe("2026-03-09");
        NoDifference(place);
    }

    [Theory, Databases]
    public void A_talk_that_was_none_holds_a_colleague_no_longer(Dialect dialect)
    {
        using var place = Mill(dialect, 0);
        place.User("tom@example.com");
        place.RunAt(Morning, "add", "Tea Gray, tea@mill.example", "--company", "Mill Ltd").ExitCode.ShouldBe(0);
        place.RunAt(Morning, "start", "tea@mill.example", "--owner", "tom@example.com").ExitCode.ShouldBe(0);
        place.Run("log", "tea@mill.example", "call", "spoke", "--now", "2026-03-02T10:00:00Z").ExitCode.ShouldBe(0);
        Due(place).ShouldBe("2026-03-16");

        var entry = place.Workspace.Data.Read(session => session.Scalar<long>("select max(id) from timeline"));
        place.Run("correct", $"{entry}", "--outcome", "no-answer", "--now", "2026-03-02T11:00:00Z").ExitCode.ShouldBe(0);
        Due(place).ShouldBe("2026-03-02");
        NoDifference(place);
    }

    [Theory, Databases]
    public void One_message_to_several_people_there_counts_for_each_and_holds_the_others(Dialect dialect)
    {
        using var place = Mill(dialect, 0);
        place.Run("log", "p1@mill.example", "email", "sent", "--offer", "a", "--with", "p2@mill.example", "--with", "p3@mill.example", "--with", "p4@mill.example", "--now", "2026-03-02T10:00:00Z").ExitCode.ShouldBe(0);
        Due(place).ShouldBe("2026-03-09");
        NoDifference(place);
    }

    [Theory, Databases]
    public void Who_buys_is_cared_for_as_a_client_unless_the_etiquette_was_chosen_by_hand(Dialect dialect)
    {
        using var place = Mill(dialect, 0);
        place.RunAt(Morning, "add", "Tea Gray, tea@mill.example").ExitCode.ShouldBe(0);
        place.RunAt(Morning, "start", "tea@mill.example", "--owner", Jana, "--etiquette", "balanced").ExitCode.ShouldBe(0);
        foreach (var who in (string[])["p1@mill.example", "tea@mill.example"])
            place.Run("log", who, "call", "bought", "--now", "2026-03-02T10:00:00Z").ExitCode.ShouldBe(0);

        place.Workspace.Data.Read(session => session.Query<(string, string, string)>("select situation, preset, cadence from follow_ups where answer = 'bought' order by id"))
            .ShouldBe([("client", "client-care", "client-care"), ("client", "balanced", "client-care")]);
        NoDifference(place);

        place.Run("undo", "--now", "2026-03-02T10:05:00Z").ExitCode.ShouldBe(0);
        place.Run("undo", "--now", "2026-03-02T10:06:00Z").ExitCode.ShouldBe(0);
        place.Workspace.Data.Read(session => session.Query<string>("select distinct preset from follow_ups")).ShouldBe(["balanced"]);
        NoDifference(place);
    }
}
