using Shouldly;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Laws;

/// <summary>METHOD B2: consent with evidence and expiry, for e-mail and calls, under the law of where somebody is.</summary>
public class ConsentTests
{
    [Theory, Databases]
    public void An_unasked_mail_to_Germany_needs_consent_which_is_recorded_ends_and_is_withdrawn(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        place.User("jana@example.com");
        Do(place, "add", "Lena, +49 30 5550 0100, lena@mill.example, Mill GmbH", "--country", "Germany");
        Do(place, "start", "Lena", "--owner", "jana@example.com");
        Do(place, "log", "Lena", "call", "voicemail", "--offer", "a note");
        Next(place).ShouldBe("call");

        var asked = Ask(place, "2026-03-05");
        asked.ShouldContain("law:de-email");
        asked.ShouldContain("\"verdict\":\"refuse\"");
        asked.ShouldContain("\"overrulable\":false");

        Do(place, "consent", "Lena", "--channel", "email", "--evidence", "on the phone: send it by mail", "--until", "2026-03-20");
        Next(place).ShouldBe("email");
        Ask(place, "2026-03-05").ShouldContain("\"verdict\":\"allow\"");
        Ask(place, "2026-03-23").ShouldContain("ended on Fri 20 Mar 2026");
        var shown = place.RunAt("2026-03-23T09:00:00Z", "show", "Lena", "--json").Json;
        shown.GetProperty("consents")[0].GetProperty("ended").GetBoolean().ShouldBeTrue();
        shown.GetProperty("consent")[0].GetProperty("lawful").GetBoolean().ShouldBeFalse();

        Do(place, "consent", "Lena", "--channel", "email", "--withdraw", "--evidence", "wrote: no more");
        Next(place).ShouldBe("call");
        Ask(place, "2026-03-05").ShouldContain("withdrew");
        place.RunAt(TestWorkspace.Monday, "undo").ExitCode.ShouldBe(0);
        Ask(place, "2026-03-05").ShouldContain("\"verdict\":\"allow\"");
        place.RunAt(TestWorkspace.Monday, "doctor").ExitCode.ShouldBe(0);
    }

    [Theory, Databases]
    public void B2_An_agreed_callback_ends_with_the_consent_to_calls(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        place.User("jana@example.com");
        Do(place, "add", "Lena, +49 30 5550 0100, lena@mill.example, Mill GmbH", "--country", "Germany");
        Do(place, "start", "Lena", "--owner", "jana@example.com");
        Do(place, "log", "Lena", "call", "callback", "--next", "call", "--on", "2026-03-04", "--at", "15:00");
        Next(place).ShouldBe("call");
        Do(place, "consent", "Lena", "--channel", "call", "--withdraw", "--evidence", "wrote: no more calls");
        Next(place).ShouldBeNull();
        var today = place.RunAt("2026-03-04T14:00:00Z", "today", "--owner", "jana@example.com", "--json").Json[0];
        today.GetProperty("step").GetString().ShouldBe("Get in touch as agreed, but not by phone");
        place.RunAt("2026-03-04T14:00:00Z", "ask", "Lena", "call", "--json").Output.ShouldContain("\"verdict\":\"refuse\"");
        place.RunAt("2026-03-04T14:00:00Z", "doctor").ExitCode.ShouldBe(0);
    }

    [Theory, Databases]
    public void Another_wish_does_not_open_a_consent_that_was_withdrawn(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        place.User("jana@example.com");
        Do(place, "add", "Lena, +49 30 5550 0100, lena@mill.example, Mill GmbH", "--country", "Germany");
        Do(place, "start", "Lena", "--owner", "jana@example.com");
        Do(place, "prefer", "Lena", "--channel", "email", "--evidence", "by mail, please");
        Ask(place, "2026-03-05").ShouldContain("\"verdict\":\"allow\"");
        Do(place, "consent", "Lena", "--channel", "email", "--withdraw", "--evidence", "wrote: no more");
        Do(place, "prefer", "Lena", "--every", "1 month", "--evidence", "not oftener than that");
        Ask(place, "2026-03-05").ShouldContain("withdrew");
        Do(place, "prefer", "Lena", "--channel", "email", "--evidence", "mail is fine again");
        Ask(place, "2026-03-05").ShouldContain("\"verdict\":\"allow\"");
        place.RunAt(TestWorkspace.Monday, "doctor").ExitCode.ShouldBe(0);
    }

    [Theory, Databases]
    public void The_law_is_chosen_for_a_person_and_for_those_of_whom_nothing_tells(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        place.User("jana@example.com");
        Do(place, "add", "Ada, ada@mill.example");
        Do(place, "start", "Ada", "--owner", "jana@example.com");
        place.RunAt(TestWorkspace.Monday, "ask", "Ada", "email", "--json").Output.ShouldContain("\"verdict\":\"allow\"");
        Do(place, "law", "set", "--place", "Germany");
        place.RunAt(TestWorkspace.Monday, "ask", "Ada", "email", "--json").Output.ShouldContain("law:de-email");
        Do(place, "law", "set", "Ada", "--place", "US-Florida");
        place.RunAt(TestWorkspace.Monday, "ask", "Ada", "email", "--json").Output.ShouldContain("\"verdict\":\"allow\"");
        place.RunAt(TestWorkspace.Monday, "show", "Ada", "--json").Json.GetProperty("laws").EnumerateArray().Select(law => law.GetString()).ShouldContain("us-fl");
        // at a company the law of Britain lets them object; alone in business they are asked first
        Do(place, "law", "set", "Ada", "--place", "GB", "--as", "company");
        place.RunAt(TestWorkspace.Monday, "ask", "Ada", "email", "--json").Output.ShouldContain("\"verdict\":\"allow\"");
        Do(place, "law", "set", "Ada", "--as", "sole-trader");
        place.RunAt(TestWorkspace.Monday, "ask", "Ada", "email", "--json").Output.ShouldContain("law:gb-pecr");
        Do(place, "law", "set", "Ada", "--place", "none", "--as", "none");
        place.RunAt(TestWorkspace.Monday, "ask", "Ada", "email", "--json").Output.ShouldContain("law:de-email");
        place.RunAt(TestWorkspace.Monday, "law", "set", "Ada", "--place", "Atlantis").ExitCode.ShouldBe(2);
        place.RunAt(TestWorkspace.Monday, "law", "set", "--place", "none").ExitCode.ShouldBe(0);
        place.RunAt(TestWorkspace.Monday, "doctor").ExitCode.ShouldBe(0);
    }

    [Fact]
    public void What_is_wrong_with_a_consent_is_told()
    {
        using var place = TestWorkspace.Create(Dialect.Sqlite);
        Do(place, "add", "Ada, ada@mill.example");
        place.RunAt(TestWorkspace.Monday, "consent", "Ada", "--channel", "letter", "--evidence", "said so").ExitCode.ShouldBe(2);
        place.RunAt(TestWorkspace.Monday, "consent", "Ada", "--channel", "email", "--evidence", " ").ExitCode.ShouldBe(2);
        place.RunAt(TestWorkspace.Monday, "consent", "Ada", "--channel", "email", "--kind", "maybe", "--evidence", "said so").Errors.ShouldContain("express");
        place.RunAt(TestWorkspace.Monday, "consent", "Ada", "--channel", "email", "--evidence", "said so", "--on", "2030-01-01").ExitCode.ShouldBe(2);
        place.RunAt(TestWorkspace.Monday, "consent", "Ada", "--channel", "email", "--evidence", "said so", "--on", "2026-01-02", "--until", "2026-01-01").ExitCode.ShouldBe(2);
        place.RunAt(TestWorkspace.Monday, "consent", "Ada", "--channel", "email", "--evidence", "said so", "--withdraw", "--until", "2026-05-01").Errors.ShouldContain("--quiet-until");
        place.RunAt(TestWorkspace.Monday, "consent", "Ada", "--channel", "email", "--evidence", "said so", "--withdraw", "--on", "2026-03-01").ExitCode.ShouldBe(2);
        place.RunAt(TestWorkspace.Monday, "show", "Ada", "--json").Output.ShouldNotContain("withdrew");
        place.RunAt(TestWorkspace.Monday, "consent", "Nobody", "--channel", "email", "--evidence", "said so").ExitCode.ShouldBe(3);
    }

    [Fact]
    public void The_laws_are_listed_and_shown_in_words()
    {
        using var place = TestWorkspace.Create(Dialect.Sqlite);
        Do(place, "add", "Ada, +1 305 555 0100", "--country", "USA");
        var listed = place.RunAt(TestWorkspace.Monday, "law", "list", "--json").Json.EnumerateArray().ToDictionary(law => law.GetProperty("id").GetString()!, law => law.GetProperty("people").GetInt64());
        listed["us-fl"].ShouldBe(1);
        listed["us-can-spam"].ShouldBe(1);
        listed["us-dnc"].ShouldBe(1);
        listed["de-email"].ShouldBe(0);
        place.RunAt(TestWorkspace.Monday, "law", "show", "ca-casl").Output.ShouldContain("24 months after a purchase");
        place.RunAt(TestWorkspace.Monday, "law", "show", "law:us-fl").Output.ShouldContain("At most 3 calls in 24 hours");
        place.RunAt(TestWorkspace.Monday, "law", "show", "fr-consumers").Output.ShouldContain("From 2026-08-11 prior consent");
        place.RunAt(TestWorkspace.Monday, "law", "show", "nowhere").ExitCode.ShouldBe(3);
    }

    private static void Do(TestWorkspace place, params string[] words)
    {
        var run = place.RunAt(TestWorkspace.Monday, words);
        run.ExitCode.ShouldBe(0, run.Errors);
    }

    private static string Ask(TestWorkspace place, string day) => place.RunAt($"{day}T09:00:00Z", "ask", "Lena", "email", "--json").Output;

    private static string? Next(TestWorkspace place) => place.Workspace.Data.Read(session => session.Scalar<string>("select channel from follow_ups"));
}
