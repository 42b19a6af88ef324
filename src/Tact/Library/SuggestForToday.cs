using NodaTime;
using Tact.Core;
using Tact.Core.Library;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Today;

namespace Tact.Library;

/// <summary>What to bring those on a page of Today whose step wants something for them and names nothing of the library: one read a page, however many rows.</summary>
public static class SuggestForToday
{
    /// <summary>The best for each follow-up that wants one and has one.</summary>
    public static Dictionary<long, Suggestion> Of(Session session, Shelf shelf, IEnumerable<TodayRow> rows, LocalDate today)
    {
        var found = new Dictionary<long, Suggestion>();
        if (shelf.Assets.Count == 0)
            return found;
        // what a cadence says to bring is a kind of thing, such as "one figure about their field"; a title of ours is the thing itself
        var wanted = rows.Where(row => row.Waiting is null).Select(row => (Row: row, Details: RowDetails.Read(row.Details))).Where(one => one.Details.Offer is { } offer && !shelf.Names(offer)).ToList();
        if (wanted.Count == 0)
            return found;
        var people = wanted.Select(one => one.Row.ContactId).Distinct().ToArray();
        var pieces = session.Query<Piece>(Pieces, new { people }).ToLookup(piece => piece.Id);
        foreach (var (row, details) in wanted)
        {
            var of = pieces[row.ContactId].ToLookup(piece => piece.What);
            var them = of[Is].Single();
            var given = of[Given].ToList();
            var suggested = SuggestAssets.For(
                new Receiver
                {
                    LastWords = details.TheirWords, Matter = row.Matter == StartFollowUp.UsualMatter ? null : row.Matter, Situation = Names.Read<Situation>(row.Situation), Facts = [.. of[Learned].Select(piece => piece.Text!), .. them.Facts()], Industry = them.Industry, Role = them.WhatTheyDo,
                    Language = them.Reads, Today = today,
                    Given = given.Where(touch => Outcomes.WeightOf(Names.Read<Outcome>(touch.Outcome!), Names.Read<Direction>(touch.Direction!)) is Weight.OneWay or Weight.TwoWay).Select(touch => Folded.Text(touch.Text)).ToHashSet(),
                    GivenAssets = given.Select(touch => touch.Asset).OfType<long>().ToHashSet(),
                },
                shelf, most: 1);
            if (suggested.Fitting is [var best, ..])
                found[row.Id] = best;
        }

        return found;
    }

    private const string Is = "is";
    private const string Learned = "learned";
    private const string Given = "given";

    // one read for all three: who they are, what was learned of them, what they were given
    private const string Pieces = $"""
        select '{Is}' as What, {KnownOf.Columns}, null as Text, null as Outcome, null as Direction, cast(null as bigint) as Asset
        from {KnownOf.From}
        where c.id in @people
        union all
        select '{Learned}', found.contact_id, null, null, null, '', '', null, null, null, found.text, null, null, null
        from ({KnownOf.Learned}) found
        union all
        select '{Given}', t.contact_id, null, null, null, '', '', null, null, null, t.offer, t.outcome, t.direction, g.asset_id
        from timeline t
        left join asset_gifts g on g.contact_id = t.contact_id and g.entry_id = t.id
        where t.contact_id in @people
          and t.kind = 'touch'
          and t.offer is not null
          and t.undone_by is null
        """;

    /// <summary>Something known of somebody: who they are, or one thing that was learned of them or given to them.</summary>
    private sealed class Piece : KnownOf
    {
        public string What { get; set; } = "";

        public string? Text { get; set; }

        public string? Outcome { get; set; }

        public string? Direction { get; set; }

        public long? Asset { get; set; }
    }
}
