using System.Text;
using System.Text.Json;

namespace Tact.Tests.Support;

/// <summary>What a command printed and how it ended.</summary>
public sealed record CommandRun(int ExitCode, string Output, string Errors)
{
    /// <summary>The output as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;
}

/// <summary>Runs the program's own entry point with captured output; tests may run side by side.</summary>
public static class InProcess
{
    private static readonly AsyncLocal<StringWriter?> Output = new();
    private static readonly AsyncLocal<StringWriter?> Errors = new();
    private static readonly AsyncLocal<TextReader?> Input = new();

    static InProcess()
    {
        Console.SetOut(new Routed(Output, Console.Out));
        Console.SetError(new Routed(Errors, Console.Error));
        Console.SetIn(new RoutedInput(Console.In));
    }

    /// <summary>Runs a command line.</summary>
    public static CommandRun Run(IReadOnlyList<string> words, string input = "")
    {
        (Output.Value, Errors.Value, Input.Value) = (new StringWriter(), new StringWriter(), new StringReader(input));
        try
        {
            var code = (int)typeof(Program).Assembly.EntryPoint!.Invoke(null, [words.ToArray()])!;
            return new CommandRun(code, Output.Value.ToString(), Errors.Value.ToString());
        }
        finally
        {
            (Output.Value, Errors.Value, Input.Value) = (null, null, null);
        }
    }

    private sealed class Routed(AsyncLocal<StringWriter?> own, TextWriter rest) : TextWriter
    {
        private TextWriter To => own.Value is { } captured ? Synchronized(captured) : rest;

        public override Encoding Encoding => rest.Encoding;

        public override void Write(char value) => To.Write(value);

        public override void Write(string? value) => To.Write(value);

        public override void Write(char[] buffer, int index, int count) => To.Write(buffer, index, count);

        public override void WriteLine(string? value) => To.WriteLine(value);
    }

    private sealed class RoutedInput(TextReader rest) : TextReader
    {
        public override int Read() => (Input.Value ?? rest).Read();

        public override int Peek() => (Input.Value ?? rest).Peek();

        public override string? ReadLine() => (Input.Value ?? rest).ReadLine();
    }
}
