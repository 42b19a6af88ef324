using System.Collections.Concurrent;

namespace Tact.Imports;

/// <summary>Reads rows on another thread while the database writes: as many ahead at most as one turn of the writer takes, handed over some at a time, so that little is kept alive by it.</summary>
static class ReadAhead
{
    const int RowsTogether = 32;
    const int RowsAhead = 1024;

    /// <summary>The rows, in their order.</summary>
    public static IEnumerable<ReadyRow> Of(IEnumerable<ReadyRow> rows, CancellationToken stop)
    {
        using var quit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var queue = new BlockingCollection<ReadyRow[]>(RowsAhead / RowsTogether);
        var reader = OwnThread.Run(
            () =>
            {
                try
                {
                    foreach (var some in rows.Chunk(RowsTogether))
                        queue.Add(some, quit.Token);
                }
                catch (OperationCanceledException)
                {
                    // Nobody wants the rest.
                }
                finally
                {
                    queue.CompleteAdding();
                }
            });
        try
        {
            foreach (var some in queue.GetConsumingEnumerable())
                foreach (var row in some)
                    yield return row;
        }
        finally
        {
            quit.Cancel();
            reader.GetAwaiter().GetResult();
        }
    }
}
