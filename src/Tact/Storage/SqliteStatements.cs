using System.Collections;
using System.Collections.Concurrent;
using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Tact.Storage;

/// <summary>
/// The prepared statements of one SQLite connection. Parsing a statement takes longer than running most of ours, so each
/// text is prepared once; Dapper still turns rows into objects.
/// </summary>
internal sealed class SqliteStatements(SqliteConnection connection) : IDisposable
{
    private const int MostKept = 300;
    private static readonly ConcurrentDictionary<Type, (string Name, Func<object, object?> Read)[]?> Shapes = new();
    private readonly Dictionary<(string Sql, Type? Values), Statement> kept = [];

    /// <summary>The statement with its values bound; null when only Dapper can bind them (lists, dictionaries).</summary>
    public Statement? Take(string sql, object? values, SqliteTransaction? transaction)
    {
        if (!kept.TryGetValue((sql, values?.GetType()), out var statement))
        {
            if (values is not null && ShapeOf(values.GetType()) is null)
                return null;
            if (kept.Count >= MostKept)
                Dispose();
            statement = new Statement(connection, sql, values is null ? [] : ShapeOf(values.GetType())!);
            kept.Add((sql, values?.GetType()), statement);
        }

        statement.Bind(values, transaction);
        return statement;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in kept.Values)
            statement.Dispose();
        kept.Clear();
    }

    private static (string Name, Func<object, object?> Read)[]? ShapeOf(Type type) => Shapes.GetOrAdd(type, static type =>
    {
        if (typeof(IEnumerable).IsAssignableFrom(type) || typeof(SqlMapper.IDynamicParameters).IsAssignableFrom(type))
            return null;
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0).ToArray();
        return properties.Any(p => p.PropertyType != typeof(string) && typeof(IEnumerable).IsAssignableFrom(p.PropertyType))
            ? null
            : [.. properties.Select(p => (p.Name, Reader(type, p)))];
    });

    private static Func<object, object?> Reader(Type type, PropertyInfo property)
    {
        var values = Expression.Parameter(typeof(object));
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(Expression.Property(Expression.Convert(values, type), property), typeof(object)), values).Compile();
    }

    /// <summary>One prepared statement.</summary>
    internal sealed class Statement : IDisposable
    {
        private readonly SqliteCommand command;
        private readonly (SqliteParameter Parameter, Func<object, object?> Read)[] parameters;
        private readonly Dictionary<Type, (Type[] Columns, object Parse)> parsers = [];

        internal Statement(SqliteConnection connection, string sql, (string Name, Func<object, object?> Read)[] shape)
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            parameters = [.. shape.Where(value => sql.Contains('@' + value.Name, StringComparison.Ordinal)).Select(value => (command.Parameters.Add(new SqliteParameter { ParameterName = '@' + value.Name }), value.Read))];
            // without it the driver parses the text again on each execution
            command.Prepare();
        }

        /// <summary>All rows.</summary>
        public List<T> Rows<T>()
        {
            var rows = new List<T>();
            using var reader = command.ExecuteReader();
            if (!reader.Read())
                return rows;
            var parse = Parser<T>(reader);
            do
                rows.Add(parse(reader));
            while (reader.Read());
            return rows;
        }

        /// <summary>The first column of the first row, or the type's default.</summary>
        public T? First<T>()
        {
            var found = command.ExecuteScalar();
            return found switch
            {
                null or DBNull => default,
                T value => value,
                _ => (T)Convert.ChangeType(found, Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T), System.Globalization.CultureInfo.InvariantCulture),
            };
        }

        /// <summary>Runs it; returns the number of rows it changed.</summary>
        public int Run() => command.ExecuteNonQuery();

        /// <inheritdoc/>
        public void Dispose() => command.Dispose();

        internal void Bind(object? values, SqliteTransaction? transaction)
        {
            command.Transaction = transaction;
            foreach (var (parameter, read) in parameters)
                parameter.Value = read(values!) ?? DBNull.Value;
        }

        // a computed column has the type of its value, so that a parser made for other values may not fit
        private Func<DbDataReader, T> Parser<T>(DbDataReader reader)
        {
            if (parsers.TryGetValue(typeof(T), out var known) && Fits(reader, known.Columns))
                return (Func<DbDataReader, T>)known.Parse;
            var row = reader.GetRowParser(typeof(T));
            Func<DbDataReader, T> parse = r => (T)row(r);
            parsers[typeof(T)] = ([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetFieldType)], parse);
            return parse;
        }

        private static bool Fits(DbDataReader reader, Type[] columns)
        {
            for (var i = 0; i < columns.Length; i++)
            {
                if (reader.GetFieldType(i) != columns[i])
                    return false;
            }

            return true;
        }
    }
}
