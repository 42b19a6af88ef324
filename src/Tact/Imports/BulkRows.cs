using Npgsql;
using NpgsqlTypes;
using Tact.Storage;

namespace Tact.Imports;

/// <summary>Rows for one table, written at once: one prepared insert on SQLite, one binary COPY on PostgreSQL.</summary>
sealed class BulkRows(string table, params string[] columns)
{
    readonly List<object?[]> rows = [];

    public int Count => rows.Count;

    /// <summary>One value for each column: text, long, or null.</summary>
    public void Add(params object?[] values)
    {
        if (values.Length != columns.Length)
            throw new ArgumentException($"{table} takes {columns.Length} values, not {values.Length}.", nameof(values));
        rows.Add(values);
    }

    /// <summary>Writes all rows in the session's transaction.</summary>
    public void Write(Session session)
    {
        if (rows.Count == 0)
            return;
        if (session.Dialect == Dialect.Postgres)
            Copy((NpgsqlConnection)session.Connection);
        else
            Insert(session);
    }

    void Insert(Session session)
    {
        using var insert = new BareInsert(session, $"insert into {table} ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select((_, i) => "?" + (i + 1)))})");
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
                insert.Bind(i + 1, row[i]);
            insert.Run();
        }
    }

    void Copy(NpgsqlConnection connection)
    {
        using var writer = connection.BeginBinaryImport($"copy {table} ({string.Join(", ", columns)}) from stdin (format binary)");
        foreach (var row in rows)
        {
            writer.StartRow();
            foreach (var value in row)
            {
                switch (value)
                {
                    case null:
                        writer.WriteNull();
                        break;
                    case long number:
                        writer.Write(number, NpgsqlDbType.Bigint);
                        break;
                    case string text:
                        writer.Write(text, NpgsqlDbType.Text);
                        break;
                    default:
                        throw new ArgumentException($"{table} cannot take a {value.GetType().Name}.");
                }
            }
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
