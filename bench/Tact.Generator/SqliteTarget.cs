using Microsoft.Data.Sqlite;
using SQLitePCL;
using Tact.Contacts;
using Tact.Storage;

namespace Tact.Generator;

/// <summary>Fills a new workspace file with prepared inserts; durable only when it is finished.</summary>
internal sealed class SqliteTarget : Target
{
    private readonly SqliteConnection connection;
    private readonly List<string> indexes;
    private readonly sqlite3_stmt[] inserts;
    private readonly string file;

    public SqliteTarget(string folder)
    {
        file = Path.Combine(folder, "tact.db");
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        Execute("pragma journal_mode = off; pragma synchronous = off; pragma locking_mode = exclusive; pragma cache_size = -400000; pragma temp_store = file; pragma foreign_keys = off;");
        indexes = Names("select sql from sqlite_master where type = 'index' and sql is not null");
        foreach (var name in Names("select name from sqlite_master where type = 'index' and sql is not null"))
            Execute($"drop index {name}");
        inserts = [.. Tables.Select(t => Prepare($"insert into {t.Table} ({string.Join(", ", t.Columns)}) values ({string.Join(", ", t.Columns.Select(_ => "?"))})"))];
        Execute("begin");
    }

    public override void Add(int table, object?[] values)
    {
        var insert = inserts[table];
        for (var i = 0; i < values.Length; i++)
        {
            _ = values[i] switch
            {
                null => raw.sqlite3_bind_null(insert, i + 1),
                string text => raw.sqlite3_bind_text(insert, i + 1, text),
                var number => raw.sqlite3_bind_int64(insert, i + 1, (long)number),
            };
        }

        if (raw.sqlite3_step(insert) != raw.SQLITE_DONE)
            throw new InvalidOperationException($"{Tables[table].Table}: {raw.sqlite3_errmsg(connection.Handle).utf8_to_string()}");
        raw.sqlite3_reset(insert);
    }

    public override void Flush()
    {
    }

    public override void Finish(Action<string> say)
    {
        say("due counts");
        Execute(FillDueCounts);
        say("keys of contacts");
        Execute(ContactKeys.Fill(Dialect.Sqlite));
        foreach (var index in indexes)
        {
            say(index.ReplaceLineEndings(" "));
            Execute(index);
        }

        foreach (var table in (string[])["contact_search", "company_search"])
        {
            say($"search index {table}");
            Execute($"insert into {table}({table}) values ('rebuild')");
        }

        Execute("commit");
        say("to disk");
        foreach (var insert in inserts)
            insert.Dispose();
        Execute("pragma synchronous = full; pragma locking_mode = normal; pragma journal_mode = wal;");
        using var disk = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        disk.Flush(flushToDisk: true);
    }

    public override void Dispose() => connection.Dispose();

    private sqlite3_stmt Prepare(string sql)
    {
        if (raw.sqlite3_prepare_v2(connection.Handle, sql, out var statement) != raw.SQLITE_OK)
            throw new InvalidOperationException(raw.sqlite3_errmsg(connection.Handle).utf8_to_string());
        return statement;
    }

    private List<string> Names(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var names = new List<string>();
        while (rows.Read())
            names.Add(rows.GetString(0));
        return names;
    }

    private void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
