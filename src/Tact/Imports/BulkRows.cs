using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using SQLitePCL;
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

    // Straight to the native statement: with a few million values, binding through command parameters costs as much as inserting.
    void Insert(Session session)
    {
        var database = ((SqliteConnection)session.Connection).Handle!;
        var sql = $"insert into {table} ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select((_, i) => "?" + (i + 1)))})";
        Check(database, raw.sqlite3_prepare_v2(database, sql, out var statement));
        var utf8 = new byte[1024];
        using (statement)
        {
            foreach (var row in rows)
            {
                for (var i = 0; i < row.Length; i++)
                    Bind(database, statement, i + 1, row[i], ref utf8);
                var result = raw.sqlite3_step(statement);
                if (result != raw.SQLITE_DONE)
                    Check(database, result);
                raw.sqlite3_reset(statement);
                raw.sqlite3_clear_bindings(statement);
            }
        }
    }

    static void Bind(sqlite3 database, sqlite3_stmt statement, int index, object? value, ref byte[] utf8)
    {
        switch (value)
        {
            case null:
                break; // What is not bound is null.
            case long number:
                Check(database, raw.sqlite3_bind_int64(statement, index, number));
                break;
            case string text:
                if (utf8.Length < text.Length * 3)
                    utf8 = new byte[text.Length * 3];
                var length = Encoding.UTF8.GetBytes(text, utf8);
                Check(database, raw.sqlite3_bind_text(statement, index, utf8.AsSpan(0, length)));
                break;
            default:
                throw new ArgumentException($"A {value.GetType().Name} cannot be written.");
        }
    }

    static void Check(sqlite3 database, int result)
    {
        if (result != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(result, database);
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
