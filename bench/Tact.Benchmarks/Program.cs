using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

// dotnet run --project bench/Tact.Benchmarks -c Release -- --filter *
var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithIterationCount(5));
BenchmarkSwitcher.FromAssembly(typeof(Tact.Benchmarks.RulesBenchmark).Assembly).Run(args, config);
