using System.Data.Common;
using System.Text.RegularExpressions;
using Dapper;

namespace Tact.Storage;

/// <summary>One consistent view of the data (reading) or one transaction (writing). Same SQL text on both databases.</summary>
public sealed partial class Session(DbConnection connection, DbTransaction? transaction, Dialect dialect)
{
    /// <summary>Which database this is; only schema, search and bulk paths may ask.</summary>
    public Dialect Dialect => dialect;

    /// <summary>The open connection, for bulk paths that Dapper cannot serve.</summary>
    public DbConnection Connection => connection;

    /// <summary>The transaction every command of this session belongs to; null when reading outside one.</summary>
    public DbTransaction? Transaction => transaction;

    /// <summary>The statements this connection keeps prepared; null where the driver does that itself.</summary>
    internal SqliteStatements? Statements { get; init; }

    /// <summary>All rows of a query.</summary>
    public List<T> Query<T>(string sql, object? values = null) =>
        Prepared(sql, values)?.Rows<T>() ?? connection.Query<T>(Sql(sql), values, transaction).AsList();

    /// <summary>Rows one by one, for reads too large to hold. Nothing else is read until they are all there.</summary>
    public IEnumerable<T> Stream<T>(string sql, object? values = null) =>
        Prepared(sql, values)?.Each<T>() ?? connection.Query<T>(Sql(sql), values, transaction, buffered: false);

    /// <summary>The same, in objects that <paramref name="into"/> takes from those done with; where the driver makes its own, these.</summary>
    public IEnumerable<T> Stream<T>(string sql, object? values, Func<T> into)
        where T : class => Prepared(sql, values)?.Each(into) ?? Stream<T>(sql, values);

    /// <summary>The only row, or null when there is none.</summary>
    public T? One<T>(string sql, object? values = null) =>
        Prepared(sql, values) is { } prepared ? prepared.Rows<T>().SingleOrDefault() : connection.QuerySingleOrDefault<T>(Sql(sql), values, transaction);

    /// <summary>The first column of the first row, or the type's default.</summary>
    public T? Scalar<T>(string sql, object? values = null) =>
        Prepared(sql, values) is { } prepared ? prepared.First<T>() : connection.ExecuteScalar<T>(Sql(sql), values, transaction);

    /// <summary>Runs a statement; returns the number of rows it changed.</summary>
    public int Execute(string sql, object? values = null) =>
        values is not null && Prepared(sql, values) is { } prepared ? prepared.Run() : connection.Execute(Sql(sql), values, transaction);

    /// <summary>Runs an insert that ends with <c>returning id</c>; returns the new id.</summary>
    public long Insert(string sql, object? values = null) => Scalar<long>(sql, values);

    private SqliteStatements.Statement? Prepared(string sql, object? values) => Statements?.Take(sql, values);

    /// <summary>PostgreSQL takes a list as one array value, SQLite's statements as one JSON text; what goes there through Dapper is written out by it.</summary>
    private string Sql(string sql) =>
        dialect == Dialect.Sqlite || !sql.Contains(" in @", StringComparison.Ordinal) ? sql : Lists().Replace(sql, " = any(@$1)");

    /// <summary>Where a statement asks for one of a list: <c> in @ids</c>.</summary>
    [GeneratedRegex(@" in @(\w+)")]
    internal static partial Regex Lists();
}
