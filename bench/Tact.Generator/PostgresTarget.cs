using Npgsql;
using NpgsqlTypes;
using Tact.Contacts;
using Tact.Storage;

namespace Tact.Generator;

/// <summary>Fills an empty PostgreSQL workspace by binary COPY.</summary>
internal sealed class PostgresTarget : Target
{
    private const int RowsPerCopy = 20_000;
    private readonly NpgsqlConnection connection;
    private readonly List<object?[]>[] waiting = [.. Tables.Select(_ => new List<object?[]>())];
    private readonly List<string> indexes;

    public PostgresTarget(string connectionString)
    {
        connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { CommandTimeout = 0 }.ToString());
        connection.Open();
        if (Number("select count(*) from contacts") > 0)
            throw new InvalidOperationException("There are people in this database already. Name an empty one.");
        const string ours = "select {0} from pg_indexes i where schemaname = current_schema() and not exists (select 1 from pg_constraint c where c.conname = i.indexname) and tablename <> 'schema_versions'";
        indexes = Names(string.Format(null, ours, "indexdef"));
        foreach (var name in Names(string.Format(null, ours, "indexname")))
            Execute($"drop index {name}");
        Execute("set synchronous_commit = off");
        foreach (var (table, _) in Tables)
            Execute($"alter table {table} disable trigger all");
    }

    public override void Add(int table, object?[] values) => waiting[table].Add(values);

    public override void Flush()
    {
        if (waiting.Any(rows => rows.Count >= RowsPerCopy))
            Copy();
    }

    public override void Finish(Action<string> say)
    {
        Copy();
        say("due counts");
        Execute(FillDueCounts);
        say("keys of contacts");
        Execute(ContactKeys.Fill(Dialect.Postgres));
        Execute("set maintenance_work_mem = '512MB'");
        foreach (var index in indexes)
        {
            say(index);
            Execute(index);
        }

        foreach (var (table, columns) in Tables)
        {
            Execute($"alter table {table} enable trigger all");
            if (columns[0] == "id")
                Execute($"select setval(pg_get_serial_sequence('{table}', 'id'), (select coalesce(max(id), 1) from {table}))");
        }

        Execute("select setval(pg_get_serial_sequence('users', 'id'), (select max(id) from users))");
        say("statistics");
        Execute("vacuum analyze");
    }

    public override void Dispose() => connection.Dispose();

    private void Copy()
    {
        for (var i = 0; i < Tables.Length; i++)
        {
            if (waiting[i].Count == 0)
                continue;
            using var copy = connection.BeginBinaryImport($"copy {Tables[i].Table} ({string.Join(", ", Tables[i].Columns)}) from stdin (format binary)");
            foreach (var row in waiting[i])
            {
                copy.StartRow();
                foreach (var value in row)
                {
                    switch (value)
                    {
                        case null: copy.WriteNull(); break;
                        case string text: copy.Write(text, NpgsqlDbType.Text); break;
                        default: copy.Write((long)value, NpgsqlDbType.Bigint); break;
                    }
                }
            }

            copy.Complete();
            waiting[i].Clear();
        }
    }

    private long Number(string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        return (long)command.ExecuteScalar()!;
    }

    private List<string> Names(string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        using var rows = command.ExecuteReader();
        var names = new List<string>();
        while (rows.Read())
            names.Add(rows.GetString(0));
        return names;
    }

    private void Execute(string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
