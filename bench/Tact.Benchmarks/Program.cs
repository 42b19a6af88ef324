using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Tact.Benchmarks;

// dotnet run --project bench/Tact.Benchmarks -c Release -- --filter *
// dotnet run --project bench/Tact.Benchmarks -c Release -- cpu
if (args is ["cpu"])
{
    CpuTime.Run();
    return;
}

var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithIterationCount(5));
BenchmarkSwitcher.FromAssembly(typeof(RulesBenchmark).Assembly).Run(args, config);
