using Shouldly;
using Tact.Storage;

namespace Tact.Tests.Storage;

/// <summary>Nobody is told of a write before the log with it is on the disk; whoever fails undoes only their own.</summary>
public sealed class LogSyncTests : IDisposable
{
    private const int Writers = 8;
    private const int WritesEach = 50;

    private readonly string folder = Directory.CreateTempSubdirectory("tact-sync-").FullName;
    private readonly SqliteDatabase data;

    public LogSyncTests()
    {
        data = SqliteDatabase.Open(folder);
        data.Write(session => session.Execute("create table notes (id integer primary key, word text not null unique) strict"));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        data.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_write_is_synced_before_it_is_acknowledged_and_a_turn_of_long_work_is_not()
    {
        var before = data.LogSync.Times;
        Add("one");
        data.LogSync.Times.ShouldBe(before + 1);
        await data.WritePatientlyAsync(session => session.Execute("insert into notes (word) values ('two')"));
        data.LogSync.Times.ShouldBe(before + 1);
    }

    [Fact]
    public async Task Many_at_once_are_each_answered_after_a_sync_that_began_after_their_commit()
    {
        var flush = data.LogSync.Flush;
        data.LogSync.Flush = () =>
        {
            Thread.Sleep(2); // a slow disk, so that others wait meanwhile
            flush();
        };
        var before = data.LogSync.Times;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < WritesEach; i++)
            {
                var synced = data.LogSync.Times;
                await data.WriteAsync(session => session.Execute("insert into notes (word) values (@word)", new { word = $"{writer}/{i}" }));
                data.LogSync.Times.ShouldBeGreaterThan(synced);
            }
        }, TestContext.Current.CancellationToken)));
        Count().ShouldBe(Writers * WritesEach);
        (data.LogSync.Times - before).ShouldBeInRange(1, Writers * WritesEach);
    }

    [Fact]
    public async Task Long_work_goes_on_while_the_log_is_synced_for_somebody_else()
    {
        using var begun = new ManualResetEventSlim();
        using var synced = new ManualResetEventSlim();
        var flush = data.LogSync.Flush;
        data.LogSync.Flush = () =>
        {
            synced.Wait();
            flush();
        };
        var ordinary = data.WriteAsync(session =>
        {
            begun.Wait();
            return session.Execute("insert into notes (word) values ('one')");
        });
        var patient = data.WritePatientlyAsync(session => session.Execute("insert into notes (word) values ('two')"));
        begun.Set();
        var first = await Task.WhenAny(patient, ordinary, Task.Delay(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        synced.Set();
        first.ShouldBe(patient);
        (await ordinary).ShouldBe(1);
    }

    [Theory, InlineData(1), InlineData(Writers)]
    public async Task A_disk_that_will_not_sync_is_told_to_everybody_who_waits(int writers)
    {
        var flush = data.LogSync.Flush;
        data.LogSync.Flush = () => throw new IOException("broken");
        var told = await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(() => Should.Throw<DataProblem>(() => Add($"word {writer}")).Message, TestContext.Current.CancellationToken)));
        told.ShouldAllBe(message => message.Contains("The disk reported an error"));
        data.LogSync.Flush = flush;
        Add("afterwards");
    }

    [Fact]
    public async Task One_of_many_who_fails_undoes_only_what_is_theirs()
    {
        Add("taken");
        var held = new ManualResetEventSlim();
        var first = data.WriteAsync(session =>
        {
            held.Wait();
            return 0;
        });
        var others = Enumerable.Range(0, Writers).Select(i => data.WriteAsync(session =>
        {
            session.Execute("insert into notes (word) values (@word)", new { word = $"before {i}" });
            return session.Execute("insert into notes (word) values (@word)", new { word = i == 3 ? "taken" : $"after {i}" });
        })).ToList();
        held.Set();
        await first;
        for (var i = 0; i < Writers; i++)
        {
            if (i == 3)
                await Should.ThrowAsync<Microsoft.Data.Sqlite.SqliteException>(others[i]);
            else
                (await others[i]).ShouldBe(1);
        }

        Count().ShouldBe(1 + (2 * (Writers - 1)));
    }

    private void Add(string word) => data.Write(session => session.Execute("insert into notes (word) values (@word)", new { word }));

    private long Count() => data.Read(session => session.Scalar<long>("select count(*) from notes"));
}
