using System.Reflection;
using Tact.Storage;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Tact.Tests.Support;

/// <summary>Runs a theory once for each database; a database that is not installed here shows as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DatabasesAttribute : DataAttribute
{
    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) => new(
    [
        new TheoryDataRow<Dialect>(Dialect.Sqlite),
        new TheoryDataRow<Dialect>(Dialect.Postgres) { Skip = PostgresServer.Missing },
    ]);

    /// <inheritdoc/>
    public override bool SupportsDiscoveryEnumeration() => true;
}
