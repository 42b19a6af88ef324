using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using SQLitePCL;
using static Tact.Storage.SqliteNative;

namespace Tact.Storage;

/// <summary>
/// Turns the rows of a running statement into objects, straight from SQLite's memory: a class by the names of its columns (setters, or
/// else its constructor), a tuple by their order, a single value from the first. The same as Dapper does from a reader, without boxing
/// each value and crossing into SQLite through three layers for it: reading is most of what a page or a touch costs.
/// </summary>
internal static class SqliteRows
{
    private static readonly ConcurrentDictionary<(Type Row, string Columns), Delegate> Readers = new();
    private static readonly ConcurrentDictionary<(Type Row, string Columns), Delegate> Fillers = new();

    /// <summary>The reader of rows of a statement.</summary>
    public static Func<nint, T> Reader<T>(sqlite3_stmt statement)
    {
        var names = Names(statement);
        return (Func<nint, T>)Readers.GetOrAdd((typeof(T), string.Join(',', names)), _ => Compile<T>(names));
    }

    /// <summary>What sets an object's properties from a row of a statement: all those that have a column.</summary>
    public static Action<nint, T> Filler<T>(sqlite3_stmt statement)
        where T : class
    {
        var names = Names(statement);
        return (Action<nint, T>)Fillers.GetOrAdd((typeof(T), string.Join(',', names)), _ =>
        {
            var (row, into) = (Expression.Parameter(typeof(nint)), Expression.Parameter(typeof(T)));
            return Expression.Lambda<Action<nint, T>>(Expression.Block(Setters(row, typeof(T), names).Select(set => Expression.Assign(Expression.Property(into, (PropertyInfo)set.Member), set.Expression))), row, into).Compile();
        });
    }

    private static string[] Names(sqlite3_stmt statement) =>
        [.. Enumerable.Range(0, raw.sqlite3_column_count(statement)).Select(i => raw.sqlite3_column_name(statement, i).utf8_to_string())];

    private static Func<nint, T> Compile<T>(string[] names)
    {
        var row = Expression.Parameter(typeof(nint));
        var type = typeof(T);
        var body = Nullable.GetUnderlyingType(type) is { } tuple && IsTuple(tuple) ? Expression.Convert(ByOrder(row, tuple, 0), type)
            : IsValue(type) ? Column(row, 0, type)
            : IsTuple(type) ? ByOrder(row, type, 0)
            : type.GetConstructor(Type.EmptyTypes) is not null ? BySetter(row, type, names)
            : ByName(row, type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!, names);
        return Expression.Lambda<Func<nint, T>>(body, row).Compile();
    }

    private static bool IsValue(Type type) => type == typeof(string) || type == typeof(byte[]) || type.IsPrimitive || Nullable.GetUnderlyingType(type) is not null;

    private static bool IsTuple(Type type) => type.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal);

    // the eighth part of a tuple is a tuple of the rest
    private static NewExpression ByOrder(ParameterExpression row, Type tuple, int from)
    {
        var constructor = tuple.GetConstructors()[0];
        return Expression.New(constructor, constructor.GetParameters().Select((parameter, i) =>
            IsTuple(parameter.ParameterType) ? ByOrder(row, parameter.ParameterType, from + i) : Column(row, from + i, parameter.ParameterType)));
    }

    private static MemberInitExpression BySetter(ParameterExpression row, Type type, string[] names) => Expression.MemberInit(Expression.New(type), Setters(row, type, names));

    private static IEnumerable<MemberAssignment> Setters(ParameterExpression row, Type type, string[] names) =>
        names.Select((name, i) => (Property: type.GetProperty(name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase), i))
            .Where(found => found.Property?.SetMethod is not null)
            .Select(found => Expression.Bind(found.Property!, Column(row, found.i, found.Property!.PropertyType)));

    private static NewExpression ByName(ParameterExpression row, ConstructorInfo constructor, string[] names) => Expression.New(constructor, constructor.GetParameters().Select(parameter =>
    {
        var at = Array.FindIndex(names, name => name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase));
        return at < 0 ? throw new InvalidOperationException($"{constructor.DeclaringType!.Name} needs a column {parameter.Name}.") : Column(row, at, parameter.ParameterType);
    }));

    private static Expression Column(ParameterExpression row, int at, Type type)
    {
        var column = Expression.Constant(at);
        if (type == typeof(string))
            return Expression.Call(typeof(SqliteRows), nameof(Text), null, row, column);
        if (type == typeof(byte[]))
            return Expression.Call(typeof(SqliteRows), nameof(Bytes), null, row, column);
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Expression.Condition(Expression.Call(typeof(SqliteRows), nameof(IsNull), null, row, column), Expression.Default(type), Expression.Convert(Column(row, at, inner), type));
        if (type == typeof(bool))
            return Expression.NotEqual(Expression.Call(typeof(SqliteNative), nameof(SqliteNative.sqlite3_column_int64), null, row, column), Expression.Constant(0L));
        if (type == typeof(double))
            return Expression.Call(typeof(SqliteNative), nameof(SqliteNative.sqlite3_column_double), null, row, column);
        return Expression.ConvertChecked(Expression.Call(typeof(SqliteNative), nameof(SqliteNative.sqlite3_column_int64), null, row, column), type);
    }

    private static bool IsNull(nint row, int column) => sqlite3_column_type(row, column) == raw.SQLITE_NULL;

    // null has no text; the length is known once the text was asked for
    private static unsafe string? Text(nint row, int column)
    {
        var text = sqlite3_column_text(row, column);
        if (text == 0)
            return null;
        var bytes = new ReadOnlySpan<byte>((byte*)text, sqlite3_column_bytes(row, column));
        return bytes.Length is > 0 and <= Short ? Often(bytes) : Encoding.UTF8.GetString(bytes);
    }

    private const int Short = 16;
    private const int Remembered = 512;

    [ThreadStatic]
    private static (ulong First, ulong Last, int Length, string Text)[]? lately;

    /// <summary>A short text that was read lately is not made again: kinds, channels, outcomes, dates and zones come in nearly every row.</summary>
    private static string Often(ReadOnlySpan<byte> bytes)
    {
        Span<byte> padded = stackalloc byte[Short];
        padded.Clear();
        bytes.CopyTo(padded);
        var (first, last) = (MemoryMarshal.Read<ulong>(padded), MemoryMarshal.Read<ulong>(padded[sizeof(ulong)..]));
        const ulong mix = 0x9E3779B97F4A7C15;
        ref var known = ref (lately ??= new (ulong, ulong, int, string)[Remembered])[(int)((((first * mix) ^ last) * mix) >> 55)];
        if (known.Length != bytes.Length || known.First != first || known.Last != last)
            known = (first, last, bytes.Length, Encoding.UTF8.GetString(bytes));
        return known.Text;
    }

    private static unsafe byte[]? Bytes(nint row, int column)
    {
        if (IsNull(row, column))
            return null;
        var bytes = sqlite3_column_blob(row, column);
        return new ReadOnlySpan<byte>((byte*)bytes, sqlite3_column_bytes(row, column)).ToArray();
    }
}
