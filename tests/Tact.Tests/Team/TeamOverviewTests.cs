using Shouldly;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Team;
using Tact.Tests.Support;
using Tact.Today;

namespace Tact.Tests.Team;

/// <summary>The manager's counts are the sellers' own, each by their own day.</summary>
public sealed class TeamOverviewTests
{
    [Theory, Databases]
    public void What_the_manager_sees_is_what_each_seller_sees(Dialect dialect)
    {
        using var test = TestWorkspace.Create(dialect, "2026-03-02T23:30:00Z");
        var manager = test.User("head@example.com", "manager");
        var earlier = test.At("2026-03-01T12:00:00Z");
        string[] zones = ["Pacific/Kiritimati", "Europe/Berlin", "Pacific/Pago_Pago"];
        foreach (var zone in zones)
        {
            var email = $"{zone.Split('/')[1].ToLowerInvariant()}@example.com";
            test.User(email, zone: zone);
            foreach (var day in (string[])["2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05"])
            {
                var contact = test.Contact($"Due {day} of {zone}").ToString(System.Globalization.CultureInfo.InvariantCulture);
                StartFollowUp.Run(earlier, Tact.Accounts.Actor.CommandLine, contact, new StartInput { Owner = email }).ShouldBeOfType<Result<StartedFollowUp>.Ok>();
                SetNextStep.Run(earlier, Tact.Accounts.Actor.CommandLine, contact, null, "Call", NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value, null).ShouldBeOfType<Result<ChangedFollowUp>.Ok>();
            }
        }

        var team = TeamOverview.Run(test.Workspace, manager).ShouldBeOfType<Result<IReadOnlyList<SellerDay>>.Ok>().Value;
        foreach (var seller in team)
        {
            var zone = zones.FirstOrDefault(zone => seller.Email.StartsWith(zone.Split('/')[1].ToLowerInvariant(), StringComparison.Ordinal));
            var own = test.Workspace.Data.Read(session => TodayList.Read(session, test.Workspace, seller.Id, zone, 30));
            (seller.Due, seller.Later).ShouldBe((own.Due, own.Others), seller.Email);
        }

        // at half past eleven at night in London it is Monday in Samoa, and Tuesday in Berlin and on Kiritimati
        team.Where(seller => seller.Email != "head@example.com").OrderBy(seller => seller.Email).Select(seller => seller.Due).ShouldBe([2, 2, 1]);
    }
}
