using Xunit;

namespace Tact.Tests.Support;

/// <summary>A test against the real mail servers, with the gateway; shown as skipped where one of them is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealMailAttribute : FactAttribute
{
    /// <summary>Skips when something is missing.</summary>
    public RealMailAttribute([System.Runtime.CompilerServices.CallerFilePath] string? file = null, [System.Runtime.CompilerServices.CallerLineNumber] int line = -1)
        : base(file, line) => Skip = WhyNot;

    /// <summary>Why there can be no real mail here; null when there can.</summary>
    public static string? WhyNot { get; } = MailServers.Missing ?? new Tact.Mail.MailGateway().WhyNot();
}

/// <summary>A theory once for each database, against the real mail servers; skipped where one of them is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DatabasesWithRealMailAttribute : Xunit.v3.DataAttribute
{
    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(System.Reflection.MethodInfo testMethod, Xunit.Sdk.DisposalTracker disposalTracker) => new(
    [
        new TheoryDataRow<Tact.Storage.Dialect>(Tact.Storage.Dialect.Sqlite) { Skip = RealMailAttribute.WhyNot },
        new TheoryDataRow<Tact.Storage.Dialect>(Tact.Storage.Dialect.Postgres) { Skip = PostgresServer.Missing ?? RealMailAttribute.WhyNot },
    ]);

    /// <inheritdoc/>
    public override bool SupportsDiscoveryEnumeration() => true;
}
