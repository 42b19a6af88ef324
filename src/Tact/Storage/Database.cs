namespace Tact.Storage;

/// <summary>The workspace's data. Reads see a consistent state; a write is acknowledged only when it is durable.</summary>
public abstract class Database : IDisposable
{
    /// <summary>Which database this is.</summary>
    public abstract Dialect Dialect { get; }

    /// <summary>Where the data lives, in words for a person (never with a password).</summary>
    public abstract string Place { get; }

    /// <summary>The folder for a key that must not be in the database itself: the data folder, or the user's own where the data is on a server.</summary>
    public virtual string KeyFolder => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "tact");

    /// <summary>Runs queries. Never write here.</summary>
    public abstract T Read<T>(Func<Session, T> query);

    /// <summary>
    /// Runs one short transaction and returns when it is durable. <paramref name="work"/> may run again after a conflict
    /// (PostgreSQL), so it must not do anything but SQL. What it throws is thrown here, and nothing of it is kept.
    /// </summary>
    public abstract Task<T> WriteAsync<T>(Func<Session, T> work);

    /// <summary>
    /// As <see cref="WriteAsync{T}"/>, for one of the many short transactions of long work: it lets everybody else go first,
    /// though not for ever. It is whole or not there, but durable only together with the next ordinary write: nobody must be told of it before.
    /// </summary>
    public virtual Task<T> WritePatientlyAsync<T>(Func<Session, T> work) => WriteAsync(work);

    /// <summary>How long the latest patient write held everybody else up, with what it had to write to disk; zero where nobody waits for it.</summary>
    public virtual TimeSpan LastPatient => TimeSpan.Zero;

    /// <summary>As <see cref="WriteAsync{T}"/>, waiting for it.</summary>
    public T Write<T>(Func<Session, T> work) => WriteAsync(work).GetAwaiter().GetResult();

    /// <summary>As <see cref="WriteAsync{T}"/>, for work without a result.</summary>
    public void Write(Action<Session> work) => Write(session =>
    {
        work(session);
        return true;
    });

    /// <inheritdoc/>
    public abstract void Dispose();
}
