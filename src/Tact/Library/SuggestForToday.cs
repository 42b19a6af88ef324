using NodaTime;
using Tact.Core;
using Tact.Core.Library;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Today;

namespace Tact.Library;

/// <summary>What to bring those on a page of Today whose step wants something for them and names nothing of the library: three reads a page, however many rows.</summary>
public static class SuggestForToday
{
    /// <summary>The best for each follow-up that wants one and has one.</summary>
    public static Dictionary<long, Suggestion> Of(Session session, Shelf shelf, IEnumerable<TodayRow> rows, LocalDate today)
    {
        var found = new Dictionary<long, Suggestion>();
        if (shelf.Assets.Count == 0)
            return found;
        // what a cadence says to bring is a kind of thing, such as "one figure about their field"; a title of ours is the thing itself
        var wanted = rows.Where(row => row.Outgoing is null).Select(row => (Row: row, Details: RowDetails.Read(row.Details))).Where(one => one.Details.Offer is { } offer && !shelf.Names(offer)).ToList();
        if (wanted.Count == 0)
            return found;
        var people = wanted.Select(one => one.Row.ContactId).Distinct().ToArray();
        var known = session.Query<KnownOf>($"{KnownOf.Sql} where c.id in @people", new { people }).ToDictionary(one => one.Id);
        var learned = KnownOf.Learned(session, people);
        var offers = session.Query<(long Contact, string? Offer, string Outcome, string Direction, long? Asset)>(
            """
            select t.contact_id, t.offer, t.outcome, t.direction, g.asset_id
            from timeline t
            left join asset_gifts g on g.contact_id = t.contact_id and g.entry_id = t.id
            where t.contact_id in @people
              and t.kind = 'touch'
              and t.offer is not null
              and t.undone_by is null
            """,
            new { people }).ToLookup(touch => touch.Contact);
        foreach (var (row, details) in wanted)
        {
            var them = known[row.ContactId];
            var given = offers[row.ContactId].ToList();
            var suggested = SuggestAssets.For(
                new Receiver
                {
                    LastWords = details.TheirWords, Matter = row.Matter == StartFollowUp.UsualMatter ? null : row.Matter, Situation = Names.Read<Situation>(row.Situation), Facts = [.. learned[row.ContactId], .. them.Facts()], Industry = them.Industry, Role = them.WhatTheyDo,
                    Language = them.Reads, Today = today,
                    Given = given.Where(touch => Outcomes.WeightOf(Names.Read<Outcome>(touch.Outcome), Names.Read<Direction>(touch.Direction)) is Weight.OneWay or Weight.TwoWay).Select(touch => Folded.Text(touch.Offer)).ToHashSet(),
                    GivenAssets = given.Select(touch => touch.Asset).OfType<long>().ToHashSet(),
                },
                shelf, most: 1);
            if (suggested.Fitting is [var best, ..])
                found[row.Id] = best;
        }

        return found;
    }
}
