package dev.parley.activities.code;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BubblewrapSandboxTest extends HostileContract {

  @Override
  Sandbox open(Scratch scratch) {
    return Parts.require("bubblewrap", () -> BubblewrapSandbox.probe(scratch));
  }

  @Override
  Stream<String> leftovers() {
    return Processes.running(base());
  }

  @Override
  void awaitRunning() {
    Processes.awaitRunning(base());
  }

  @Test
  void aNetworkAndPackagesAreRefused() {
    Job job = Jobs.python("pass");

    assertThatThrownBy(() -> run(Jobs.networked(job)))
        .isInstanceOf(SandboxRefused.class)
        .hasMessageContaining("use docker");
    assertThatThrownBy(() -> run(Jobs.with(job, job.image(), List.of("numpy"))))
        .isInstanceOf(SandboxRefused.class)
        .hasMessageContaining("use docker");
  }
}
