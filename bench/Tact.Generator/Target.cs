namespace Tact.Generator;

/// <summary>Where generated rows go, in bulk. A value is null, a long or a string.</summary>
internal abstract class Target : IDisposable
{
    /// <summary>The tables that are filled, with their columns in the order of the values.</summary>
    public static readonly (string Table, string[] Columns)[] Tables =
    [
        ("companies", ["id", "name", "name_key", "domain", "industry", "phone", "city", "country", "zone", "search_key", "created_at"]),
        ("contacts", ["id", "company_id", "name", "given", "family", "name_key", "family_key", "role", "email", "phone", "city", "country", "tags", "source", "search_key", "created_by", "created_at"]),
        ("addresses", ["contact_id", "kind", "address_key", "value", "position"]),
        ("follow_ups", [
            "id", "contact_id", "company_id", "owner_id", "matter", "matter_key", "situation", "preset", "cadence", "started_at", "start_on", "state", "kind", "step", "channel", "due_on", "due_at", "approach", "approach_of",
            "call_window", "last_touch_at", "last_two_way_at", "answer", "details",
        ]),
        ("timeline", ["id", "contact_id", "company_id", "follow_up_id", "kind", "at", "recorded_at", "by_user", "channel", "direction", "outcome", "note", "offer", "data", "cold"]),
    ];

    /// <summary>Adds one row to a table, by its place in <see cref="Tables"/>.</summary>
    public abstract void Add(int table, object?[] values);

    /// <summary>Writes what is buffered; called between companies, so that a table's rows come in runs.</summary>
    public abstract void Flush();

    /// <summary>Builds the indexes again and everything that is filled by one statement; says what it does.</summary>
    public abstract void Finish(Action<string> say);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>The counters of Today and Waiting, by one statement on both databases.</summary>
    protected const string FillDueCounts =
        """
        insert into due_counts (owner_id, state, kind, due_on, n)
        select owner_id, state, kind, coalesce(due_on, ''), count(*)
        from follow_ups
        group by owner_id, state, kind, coalesce(due_on, '')
        """;
}
