using Microsoft.Data.Sqlite;
using Shouldly;
using Tact.Storage;

namespace Tact.Tests.Storage;

/// <summary>The write-ahead log begins anew while writing goes on, and nothing is lost by it.</summary>
public sealed class CheckpointsTests : IDisposable
{
    private const int Pages = 40_000;
    private const int PagesAtOnce = 100;
    private const int PageBytes = 4096;

    private readonly string folder = Directory.CreateTempSubdirectory("tact-checkpoints-").FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_log_stays_shorter_than_what_was_written_and_all_of_it_is_there(bool patiently)
    {
        long longest = 0;
        using (var data = SqliteDatabase.Open(folder))
        {
            data.Write(session => session.Execute("create table loads (id integer primary key, content blob not null) strict"));
            for (var written = 0; written < Pages; written += PagesAtOnce)
            {
                int Some(Session session) => session.Execute(
                    "insert into loads (content) with recursive n(i) as (select 1 union all select i + 1 from n where i < @PagesAtOnce) select randomblob(@PageBytes) from n", new { PagesAtOnce, PageBytes });
                if (patiently)
                    await data.WritePatientlyAsync(Some);
                else
                    await data.WriteAsync(Some);
                data.Read(session => session.Scalar<long>("select count(*) from loads")).ShouldBe(written + PagesAtOnce);
                longest = Math.Max(longest, new FileInfo(Path.Combine(folder, "tact.db-wal")).Length);
            }
        }

        longest.ShouldBeInRange(8_000_000, 115_000_000);
        new FileInfo(Path.Combine(folder, "tact.db-wal")).Length.ShouldBe(0, "nobody should have to read it again");
        using var after = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "tact.db"), Pooling = false }.ToString());
        after.Open();
        using var check = after.CreateCommand();
        check.CommandText = "select (select count(*) from loads) || ' ' || integrity_check from pragma_integrity_check";
        check.ExecuteScalar().ShouldBe($"{Pages} ok");
    }
}
