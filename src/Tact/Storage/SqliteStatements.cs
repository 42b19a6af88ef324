using System.Collections;
using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static Tact.Storage.SqliteNative;

namespace Tact.Storage;

/// <summary>
/// The prepared statements of one SQLite connection. Parsing a statement takes longer than running most of ours, so each
/// text is prepared once.
/// </summary>
internal sealed class SqliteStatements(SqliteConnection connection) : IDisposable
{
    private const int MostKept = 300;
    private static readonly ConcurrentDictionary<Type, (string Name, Func<object, object?> Read)[]?> Shapes = new();
    private readonly Dictionary<(string Sql, Type? Values), Statement> kept = [];

    /// <summary>The statement with its values bound; null when only Dapper can bind them (dictionaries, lists of anything but numbers and texts).</summary>
    public Statement? Take(string sql, object? values)
    {
        if (!kept.TryGetValue((sql, values?.GetType()), out var statement))
        {
            if (values is not null && ShapeOf(values.GetType()) is null)
                return null;
            if (kept.Count >= MostKept)
                Dispose();
            statement = new Statement(connection.Handle!, Session.Lists().Replace(sql, " in (select value from json_each(@$1))"), values is null ? [] : ShapeOf(values.GetType())!);
            kept.Add((sql, values?.GetType()), statement);
        }

        statement.Bind(values);
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
        return Array.TrueForAll(properties, p => IsValue(p.PropertyType) || IsList(p.PropertyType)) ? [.. properties.Select(p => (p.Name, Reader(type, p)))] : null;
    });

    private static bool IsValue(Type type) => type == typeof(string) || !typeof(IEnumerable).IsAssignableFrom(type);

    // bound as one JSON text, so that the statement is the same for every length
    private static bool IsList(Type type) => typeof(IEnumerable<string>).IsAssignableFrom(type) || typeof(IEnumerable<long>).IsAssignableFrom(type);

    private static Func<object, object?> Reader(Type type, PropertyInfo property)
    {
        var values = Expression.Parameter(typeof(object));
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(Expression.Property(Expression.Convert(values, type), property), typeof(object)), values).Compile();
    }

    /// <summary>One prepared statement with its values.</summary>
    internal sealed class Statement : IDisposable
    {
        private readonly sqlite3 database;
        private readonly sqlite3_stmt statement;
        private readonly (int At, Func<object, object?> Read)[] values;
        private readonly Dictionary<Type, Delegate> readers = [];
        private byte[] utf8 = new byte[256];

        // this object keeps it alive; only Dispose lets it go
        private nint Handle => statement.DangerousGetHandle();

        internal Statement(sqlite3 database, string sql, (string Name, Func<object, object?> Read)[] shape)
        {
            this.database = database;
            Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement, out var rest));
            if (!string.IsNullOrWhiteSpace(rest))
                throw new ArgumentException($"One statement at a time, not this one too: {rest}", nameof(sql));
            values = [.. shape.Select(value => (raw.sqlite3_bind_parameter_index(statement, '@' + value.Name), value.Read)).Where(value => value.Item1 > 0)];
        }

        /// <summary>All rows.</summary>
        public List<T> Rows<T>()
        {
            var rows = new List<T>();
            try
            {
                Func<nint, T>? read = null;
                while (Step())
                {
                    read ??= Reader<T>();
                    rows.Add(read(Handle));
                }

                return rows;
            }
            finally
            {
                End();
            }
        }

        /// <summary>The rows one by one; run once, before the statement is used again.</summary>
        public IEnumerable<T> Each<T>()
        {
            try
            {
                Func<nint, T>? read = null;
                while (Step())
                {
                    read ??= Reader<T>();
                    yield return read(Handle);
                }
            }
            finally
            {
                End();
            }
        }

        /// <summary>The same, each in an object that is at hand.</summary>
        public IEnumerable<T> Each<T>(Func<T> into)
            where T : class
        {
            try
            {
                Action<nint, T>? fill = null;
                while (Step())
                {
                    fill ??= SqliteRows.Filler<T>(statement);
                    var row = into();
                    fill(Handle, row);
                    yield return row;
                }
            }
            finally
            {
                End();
            }
        }

        /// <summary>The first column of the first row, or the type's default.</summary>
        public T? First<T>()
        {
            try
            {
                return Step() ? Reader<T>()(Handle) : default;
            }
            finally
            {
                End();
            }
        }

        /// <summary>Runs it to its end; returns the number of rows it changed.</summary>
        public int Run()
        {
            try
            {
                while (Step())
                {
                    // what it returns is not wanted
                }

                return raw.sqlite3_stmt_readonly(statement) != 0 ? 0 : raw.sqlite3_changes(database);
            }
            finally
            {
                End();
            }
        }

        /// <inheritdoc/>
        public void Dispose() => statement.Dispose();

        internal void Bind(object? given)
        {
            foreach (var (at, read) in values)
                Check(Bind(at, read(given!)));
        }

        private int Bind(int at, object? value) => value switch
        {
            null or DBNull => raw.sqlite3_bind_null(statement, at),
            string text => Bind(at, text),
            long number => sqlite3_bind_int64(Handle, at, number),
            int number => sqlite3_bind_int64(Handle, at, number),
            bool truth => sqlite3_bind_int64(Handle, at, truth ? 1 : 0),
            double number => raw.sqlite3_bind_double(statement, at, number),
            byte[] bytes => raw.sqlite3_bind_blob(statement, at, bytes),
            IEnumerable<long> numbers => Bind(at, $"[{string.Join(',', numbers)}]"),
            IEnumerable<string> texts => Bind(at, JsonSerializer.Serialize(texts)),
            _ => throw new ArgumentException($"A {value.GetType().Name} cannot be given to a statement."),
        };

        private int Bind(int at, string text)
        {
            // an empty run of bytes would be taken for null
            if (text.Length == 0)
                return raw.sqlite3_bind_text(statement, at, "");
            if (utf8.Length < text.Length * 3)
                utf8 = new byte[text.Length * 3];
            return raw.sqlite3_bind_text(statement, at, utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, utf8)));
        }

        private bool Step()
        {
            var result = sqlite3_step(Handle);
            if (result is raw.SQLITE_ROW or raw.SQLITE_DONE)
                return result == raw.SQLITE_ROW;
            SqliteException.ThrowExceptionForRC(result, database);
            return false;
        }

        private Func<nint, T> Reader<T>()
        {
            if (!readers.TryGetValue(typeof(T), out var reader))
                readers.Add(typeof(T), reader = SqliteRows.Reader<T>(statement));
            return (Func<nint, T>)reader;
        }

        private void End()
        {
            _ = sqlite3_reset(Handle);
            _ = sqlite3_clear_bindings(Handle);
        }

        private void Check(int result)
        {
            if (result != raw.SQLITE_OK)
                SqliteException.ThrowExceptionForRC(result, database);
        }
    }
}
