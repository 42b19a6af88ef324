using System.Buffers;
using Npgsql;
using NpgsqlTypes;
using Tact.Storage;

namespace Tact.Imports;

/// <summary>A value of a row: a text, a number, or null.</summary>
readonly record struct Cell(string? Text, long? Number)
{
    public static implicit operator Cell(string? text) => new(text, null);

    public static implicit operator Cell(long number) => new(null, number);

    public static implicit operator Cell(long? number) => new(null, number);
}

/// <summary>Rows for one table, written at once: one prepared insert on SQLite, one binary COPY on PostgreSQL.</summary>
sealed class BulkRows(string table, params string[] columns)
{
    const int FewestRows = 256;

    // lent: so many at once would each time be garbage of the large kind
    Cell[] cells = [];
    int count;

    /// <summary>One value for each column.</summary>
    public void Add(params ReadOnlySpan<Cell> values) => Add(values, []);

    /// <summary>One value for each column, the last of them texts.</summary>
    public void Add(ReadOnlySpan<Cell> values, ReadOnlySpan<string?> texts)
    {
        if (values.Length + texts.Length != columns.Length)
            throw new ArgumentException($"{table} takes {columns.Length} values, not {values.Length + texts.Length}.", nameof(values));
        if (count + columns.Length > cells.Length)
            Grow();
        values.CopyTo(cells.AsSpan(count));
        count += values.Length;
        foreach (var text in texts)
            cells[count++] = text;
    }

    /// <summary>Writes all rows in the session's transaction.</summary>
    public void Write(Session session)
    {
        if (count == 0)
            return;
        if (session.Dialect == Dialect.Postgres)
            Copy((NpgsqlConnection)session.Connection);
        else
            Insert(session);
        ArrayPool<Cell>.Shared.Return(cells, clearArray: true);
        (cells, count) = ([], 0);
    }

    void Grow()
    {
        var larger = ArrayPool<Cell>.Shared.Rent(Math.Max(FewestRows * columns.Length, cells.Length * 2));
        cells.AsSpan(0, count).CopyTo(larger);
        if (cells.Length > 0)
            ArrayPool<Cell>.Shared.Return(cells, clearArray: true);
        cells = larger;
    }

    void Insert(Session session)
    {
        using var insert = new BareInsert(session, $"insert into {table} ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select((_, i) => "?" + (i + 1)))})");
        for (var first = 0; first < count; first += columns.Length)
        {
            for (var i = 0; i < columns.Length; i++)
            {
                var (text, number) = cells[first + i];
                insert.Text(i + 1, text);
                insert.Number(i + 1, number);
            }
            insert.Run();
        }
    }

    void Copy(NpgsqlConnection connection)
    {
        using var writer = connection.BeginBinaryImport($"copy {table} ({string.Join(", ", columns)}) from stdin (format binary)");
        for (var i = 0; i < count; i++)
        {
            if (i % columns.Length == 0)
                writer.StartRow();
            if (cells[i].Text is { } text)
                writer.Write(text, NpgsqlDbType.Text);
            else if (cells[i].Number is { } number)
                writer.Write(number, NpgsqlDbType.Bigint);
            else
                writer.WriteNull();
        }
        writer.Complete();
    }

    /// <summary>Numbers for new rows of a table, in order and without a gap on SQLite.</summary>
    public static Ids NewIds(Session session, string table, int count)
    {
        if (count == 0)
            return new(0, null);
        if (session.Dialect == Dialect.Sqlite)
            return new(session.Scalar<long>($"select coalesce(max(id), 0) + 1 from {table}"), null);
        return new(0, session.Query<long>($"select nextval(pg_get_serial_sequence('{table}', 'id')) from generate_series(1, @count)", new { count }));
    }

    /// <summary>Numbers handed out one by one.</summary>
    public sealed class Ids(long first, List<long>? list)
    {
        int used;

        public long Next() => list is null ? first + used++ : list[used++];
    }
}
