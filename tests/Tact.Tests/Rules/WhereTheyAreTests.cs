using Shouldly;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Rules;

/// <summary>METHOD B3: hours, weeks and holidays are those of where the contact is.</summary>
public class WhereTheyAreTests
{
    private const string Jana = "jana@example.com";
    private const string ThursdayBeforeEaster = "2026-04-02T08:00:00Z";

    [Theory, Databases]
    public void The_zone_comes_from_choice_address_number_company_or_workspace(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        place.User(Jana);
        Add("Ada, +1 305 555 0100", "--contact-zone", "Asia/Tokyo", "--country", "USA", "--region", "Florida");
        Add("Bea, +49 30 5550100", "--country", "USA", "--region", "California");
        Add("Cleo, +1 312 555 0100");
        Add("Dora, +1 312 555 0101", "--country", "US");
        Add("Emma, emma@example.com");
        Zone("Ada").ShouldBe(("Asia/Tokyo", "chosen", "US"));
        Zone("Bea").ShouldBe(("America/Los_Angeles", "address", "US"));
        Zone("Cleo").ShouldBe(("America/Chicago", "phone", "US"));
        Zone("Dora").ShouldBe(("America/Chicago", "phone", "US"));
        Zone("Emma").ShouldBe((place.Workspace.Zone.Id, "workspace", null));

        void Add(params string[] words) => place.RunAt(ThursdayBeforeEaster, ["add", .. words]).ExitCode.ShouldBe(0);

        (string?, string?, string?) Zone(string who)
        {
            var shown = System.Text.Json.JsonDocument.Parse(place.RunAt(ThursdayBeforeEaster, "show", who, "--json").Output).RootElement;
            return (shown.GetProperty("zone").GetString(), shown.GetProperty("zoneFrom").GetString(), shown.TryGetProperty("calendar", out var calendar) ? calendar.GetString() : null);
        }
    }

    [Theory, Databases]
    public void A_region_keeps_its_holidays_where_an_address_names_it(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        place.User(Jana);
        // the first Monday of March is kept by the offices of Illinois; Epiphany by everybody in Bavaria, and nobody in Berlin
        Add("Cleo, +1 312 555 0100");
        Add("Dora, +1 312 555 0101", "--country", "USA", "--region", "Illinois");
        Add("Anna, +49 89 555010", "--country", "Germany", "--region", "Bavaria");
        Add("Bernd, +49 30 555010", "--country", "Germany", "--region", "Berlin");
        Add("Zoë, +41 44 555 01 00", "--country", "Switzerland", "--region", "Zürich");
        Add("Olu, +44 20 7946 0123");
        Ask("Zoë", "2026-05-01T10:00:00Z").ShouldBe("hold");
        Ask("Olu", "2026-08-31T10:00:00Z").ShouldBe("hold");
        Ask("Cleo", "2026-03-02T15:30:00Z").ShouldBe("allow");
        Ask("Dora", "2026-03-02T15:30:00Z").ShouldBe("allow");
        Ask("Anna", "2027-01-06T10:00:00Z").ShouldBe("hold");
        Ask("Bernd", "2027-01-06T10:00:00Z").ShouldBe("allow");

        void Add(params string[] words) => place.Run(["add", .. words]).ExitCode.ShouldBe(0);
        string? Ask(string who, string at) => place.RunAt(at, "ask", who, "call", "--json").Json.GetProperty("verdict").GetString();
    }

    [Theory, Databases]
    public void A_step_falls_after_their_holidays_and_a_changed_address_moves_it(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        place.User(Jana);
        place.RunAt(ThursdayBeforeEaster, "add", "Ada, ada@example.com", "--country", "Germany").ExitCode.ShouldBe(0);
        place.RunAt("2026-04-03T08:00:00Z", "start", "Ada", "--owner", Jana).ExitCode.ShouldBe(0);
        Due().ShouldBe("2026-04-07");
        place.Run("doctor").ExitCode.ShouldBe(0);

        Tact.Contacts.EditContact.Run(place.Workspace, Tact.Accounts.Actor.CommandLine, "Ada", new Tact.Contacts.ContactInput { Country = "Japan" }, null);
        Due().ShouldBe("2026-04-03");
        place.Run("doctor").ExitCode.ShouldBe(0);

        string? Due() => place.Workspace.Data.Read(session => session.Scalar<string>("select due_on from follow_ups"));
    }
}
