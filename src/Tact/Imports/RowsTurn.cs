using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;
using Tact.Storage;

namespace Tact.Imports;

/// <summary>Some rows that are written together or not at all, in one turn of the writer.</summary>
sealed class RowsTurn
{
    readonly Workspace workspace;
    readonly Func<Session, bool> write;
    readonly KnownCompanies companies;
    readonly KnownKeys known;
    Task written;
    TimeSpan took;
    (long First, long Last)? people;

    RowsTurn(Workspace workspace, long batch, ImportSettings settings, List<ReadyRow> chunk, KnownCompanies companies, KnownKeys known)
    {
        (this.workspace, this.companies, this.known) = (workspace, companies, known);
        var isAgain = false;
        write = session =>
        {
            // What was made ready is used up by the first try.
            var rows = isAgain ? chunk.ConvertAll(ready => ready with { Fresh = null }) : chunk;
            isAgain = true;
            var started = Stopwatch.GetTimestamp();
            people = WriteIn(session, workspace, batch, settings, rows, companies, known);
            took = Stopwatch.GetElapsedTime(started);
            return true;
        };
        written = workspace.Data.WritePatientlyAsync(write);
    }

    public static RowsTurn Begin(Workspace workspace, long batch, ImportSettings settings, List<ReadyRow> chunk, KnownCompanies companies, KnownKeys known) =>
        new(workspace, batch, settings, chunk, companies, known);

    /// <summary>Waits until they are written; says how long that took, the commit apart.</summary>
    public TimeSpan End()
    {
        try
        {
            written.GetAwaiter().GetResult();
        }
        catch (DbException wrong) when (wrong is SqliteException { SqliteErrorCode: raw.SQLITE_CONSTRAINT } or PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation })
        {
            // A company that was remembered may have been removed meanwhile.
            companies.Forget();
            written = workspace.Data.WritePatientlyAsync(write);
            written.GetAwaiter().GetResult();
        }
        companies.Keep();
        if (people is var (first, last))
            known.Wrote(first, last);
        return took;
    }

    /// <summary>Waits, whatever comes of it.</summary>
    public void Settle() => Task.WhenAny(written).GetAwaiter().GetResult();

    static (long First, long Last)? WriteIn(Session session, Workspace workspace, long batch, ImportSettings settings, List<ReadyRow> chunk, KnownCompanies companies, KnownKeys known)
    {
        if (session.Dialect == Dialect.Postgres)
            session.Execute("select pg_advisory_xact_lock(7461637401)"); // Two imports at once would not see each other's new people.
        var tally = WriteChunk.Of(session, workspace, settings, batch, chunk, companies, known);
        var mine = session.Execute(
            """
            update imports
            set rows_done = rows_done + @Rows, created = created + @Created, updated = updated + @Updated, skipped = skipped + @Skipped,
              suppressed_email = suppressed_email + @Email, suppressed_phone = suppressed_phone + @Phone, suppressed_all = suppressed_all + @All, seen_at = @seen
            where id = @batch
              and worker = @worker
              and state = 'running'
            """,
            new { tally.Rows, tally.Created, tally.Updated, tally.Skipped, tally.Email, tally.Phone, tally.All, seen = ImportBatch.Seen(), batch, worker = ImportBatch.Worker });
        if (mine == 0)
            throw new DataProblem($"Import {batch} was stopped or taken over by another Tact program. Nothing was imported twice.");
        return tally.Written;
    }
}
