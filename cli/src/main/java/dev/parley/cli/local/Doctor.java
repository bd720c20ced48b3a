package dev.parley.cli.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks at every part that Parley needs or can use, all at the same time. */
public final class Doctor {
  private static final long PATIENCE_SECONDS = 10;

  private final List<Probe> probes;

  /** A doctor with probes of one's own. */
  public Doctor(List<Probe> probes) {
    this.probes = List.copyOf(probes);
  }

  /** The doctor of a home; the probe of the sandboxes comes from outside. */
  public static Doctor of(Home home, Map<String, String> outer, Probe sandboxes) {
    Map<String, String> environment = home.environment(outer);
    return new Doctor(
        List.of(
            new JdkProbe(),
            new TemporalProbe(home, environment),
            new StoreProbe(home, environment),
            sandboxes,
            new ModelsProbe(environment),
            new OwnSources(home, environment)::look));
  }

  /** The findings, in the order of the probes. A probe that breaks becomes a finding itself. */
  public List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      List<Future<List<Finding>>> looks =
          probes.stream().map(probe -> threads.submit(probe::look)).toList();
      for (int i = 0; i < looks.size(); i++) {
        findings.addAll(result(probes.get(i), looks.get(i)));
      }
    } finally {
      threads.shutdownNow();
    }
    return List.copyOf(findings);
  }

  private static List<Finding> result(Probe probe, Future<List<Finding>> look) {
    String part = probe.getClass().getSimpleName().replace("Probe", "");
    try {
      return look.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      return List.of(broken(part, String.valueOf(e.getCause())));
    } catch (TimeoutException e) {
      return List.of(broken(part, "no answer within " + PATIENCE_SECONDS + " s"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private static Finding broken(String part, String detail) {
    return Finding.misconfigured(part, detail, "correct what the detail names");
  }
}
