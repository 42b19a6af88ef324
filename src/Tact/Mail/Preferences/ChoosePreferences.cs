using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Contacts;
using Tact.Core;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Timeline;
using Tact.Touches;

namespace Tact.Mail.Preferences;

/// <summary>What a contact chose on their own page: how and how often, quiet until a day, no e-mail, nothing at all, their data.</summary>
public static class ChoosePreferences
{
    /// <summary>What stands as the evidence of each choice (METHOD B2).</summary>
    public const string Evidence = "their own choice on the preferences page";

    private const int LongestQuietDays = 1100;

    /// <summary>The channel they would like, and days between contacts (METHOD B2). Empty is any.</summary>
    public static Result<long> Prefer(Workspace workspace, long contact, string? channel, int? everyDays) => workspace.Data.Write(session =>
    {
        var before = ContactFile.Open(session, workspace, contact)?.Person.Preference;
        return SetPreference.In(session, workspace, Actor.CommandLine, contact, new PreferenceInput(channel, everyDays, before?.FromHour, before?.UntilHour, before?.Weekdays, Evidence));
    });

    /// <summary>Quiet until a day (METHOD B4).</summary>
    public static Result<long> Pause(Workspace workspace, long contact, LocalDate? until)
    {
        var today = workspace.Data.Read(session => workspace.Now.InZone(ContactFile.Open(session, workspace, contact)!.Zone).Date);
        if (until is not { } day || day <= today || day > today.PlusDays(LongestQuietDays))
            return Result<long>.Wrong("until", "Choose a day from tomorrow on, within three years.");
        return SetPreference.Add(workspace, Actor.CommandLine, Number(contact), new PreferenceInput(null, null, null, null, null, Evidence), day);
    }

    /// <summary>Stops e-mail, or everything, at once and for everyone (METHOD B1). Saying it twice changes nothing.</summary>
    public static Result<bool> Stop(Workspace workspace, long contact, StopScope scope, string how) => workspace.Data.Write(session =>
    {
        var file = ContactFile.Open(session, workspace, contact);
        if (file is null || file.Person.StoppedAll || (scope == StopScope.Email && file.Person.StoppedEmail))
            return new Result<bool>.Ok(true);
        return LogTouch.In(session, workspace, Actor.CommandLine, new TouchInput { Contact = Number(contact), Channel = "email", Outcome = "opt-out", Direction = Direction.In, Scope = Names.Of(scope), Note = how }).Then<bool>(_ => true);
    });

    /// <summary>They ask for the data kept about them.</summary>
    public static void AskForData(Workspace workspace, long contact) => workspace.Data.Write(session => DataRequests.Ask(session, workspace, contact));

    private static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);
}
