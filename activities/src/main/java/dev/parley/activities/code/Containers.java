package dev.parley.activities.code;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Driver;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.Ulimit;
import com.github.dockerjava.api.model.VolumeOptions;
import com.github.dockerjava.api.model.VolumesFrom;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The two containers of a run. The <em>keeper</em> holds the workspace and runs nothing but {@code
 * sleep}; the <em>runner</em> runs the code on it.
 *
 * <p>The workspace is an anonymous volume that is a tmpfs: of all that an engine offers only a
 * tmpfs bounds the bytes and the number of files, on a remote engine too. It lasts while a running
 * container has it, hence the keeper: the runner can be killed together with everything in it, and
 * then the files are read in peace, through the engine, which takes no tool in the image.
 */
record Containers(DockerClient client) {

  /** The workspace in a container. */
  static final String WORKSPACE = "/workspace";

  /** The folder of the script in a container; it belongs to root, so code cannot change it. */
  static final String CODE = "/code";

  /** The folder for temporary files in a container. */
  static final String TMP = "/tmp";

  private static final String USER = Unprivileged.SANDBOX_USER + ":" + Unprivileged.SANDBOX_USER;
  private static final String NO_NETWORK = "none";
  private static final long KEEPER_MEMORY = 32L * 1024 * 1024;
  private static final int KEEPER_PIDS = 16;
  private static final int TMP_INODES = 10_000;

  /** Makes and starts the keeper. */
  void startKeeper(String name, Job job, String image, Map<String, String> labels) {
    Limits limits = job.limits();
    HostConfig host =
        hardened(KEEPER_MEMORY, 1, KEEPER_PIDS)
            .withNetworkMode(NO_NETWORK)
            .withMounts(
                List.of(
                    tmpfs(
                        WORKSPACE,
                        "size=%d,nr_inodes=%d,mode=0777"
                            .formatted(limits.workspaceRoom(), limits.workspaceInodes()),
                        labels),
                    tmpfs(CODE, "size=%d,nr_inodes=2000,mode=0755".formatted(Limits.TMP), labels)));
    var unused =
        client
            .createContainerCmd(image)
            .withName(name)
            .withLabels(labels)
            .withUser(USER)
            .withEntrypoint("sleep", "infinity")
            .withHostConfig(host)
            .exec();
    client.startContainerCmd(name).exec();
  }

  private static Mount tmpfs(String target, String options, Map<String, String> labels) {
    Driver driver =
        new Driver()
            .withName("local")
            .withOptions(
                Map.of("type", "tmpfs", "device", "tmpfs", "o", options + ",nosuid,nodev"));
    VolumeOptions volume =
        new VolumeOptions().withNoCopy(true).withLabels(labels).withDriverConfig(driver);
    return new Mount().withType(MountType.VOLUME).withTarget(target).withVolumeOptions(volume);
  }

  /** Makes the runner; it is started when somebody listens to it. */
  void createRunner(
      String name,
      String keeper,
      Job job,
      String image,
      String network,
      Map<String, String> labels) {
    HostConfig host =
        limited(job.limits())
            .withNetworkMode(job.network() ? network : NO_NETWORK)
            .withVolumesFrom(new VolumesFrom(keeper));
    var unused =
        client
            .createContainerCmd(image)
            .withName(name)
            .withLabels(labels)
            .withUser(USER)
            .withHostName("sandbox")
            .withWorkingDir(WORKSPACE)
            .withEnv(environment(job.limits()))
            .withEntrypoint("sh", CODE + "/" + Script.RUN)
            .withHostConfig(host)
            .exec();
  }

  private static HostConfig limited(Limits limits) {
    long file = limits.workspaceBytes();
    return hardened(limits.memory(), limits.cpus(), limits.pids())
        .withUlimits(List.of(new Ulimit("fsize", file, file), new Ulimit("core", 0L, 0L)))
        .withTmpFs(
            // Programs may start from /tmp: compilers and Python's native modules need it, and to
            // an interpreter that takes any code noexec is no obstacle.
            Map.of(TMP, mount(Limits.TMP, "exec"), "/dev/shm", mount(Limits.SHM, "noexec")));
  }

  private static String mount(long bytes, String exec) {
    return "size=%d,nr_inodes=%d,mode=1777,%s,nosuid,nodev".formatted(bytes, TMP_INODES, exec);
  }

  private static List<String> environment(Limits limits) {
    return Environment.of(limits, WORKSPACE, TMP).entrySet().stream()
        .map(variable -> variable.getKey() + "=" + variable.getValue())
        .toList();
  }

  private static HostConfig hardened(long memory, double cpus, int pids) {
    return HostConfig.newHostConfig()
        .withReadonlyRootfs(true)
        .withInit(true)
        .withIpcMode("none")
        .withCapDrop(Capability.ALL)
        .withSecurityOpts(List.of("no-new-privileges"))
        .withMemory(memory)
        .withMemorySwap(memory)
        .withNanoCPUs((long) (cpus * 1e9))
        .withPidsLimit((long) pids)
        // We listen ourselves; a log would grow on the engine's disk.
        .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE));
  }

  /** Ends a container at once, if it runs. */
  void kill(String name) {
    try {
      client.killContainerCmd(name).exec();
    } catch (NotFoundException | ConflictException e) {
      // It has ended by itself, or was never started.
      return;
    }
  }

  /** Removes a container with its volumes, whatever it does, if it is there. */
  void remove(String name) {
    try {
      client.removeContainerCmd(name).withForce(true).withRemoveVolumes(true).exec();
    } catch (NotFoundException | ConflictException e) {
      // It is gone, or somebody else is removing it.
      return;
    }
  }

  /** Removes what earlier attempts of a job left. */
  void removeEarlier(Job job) {
    for (Container container : list(Labels.of(job))) {
      remove(container.getId());
    }
  }

  /** Removes the containers of other owners that are gone, and says how many there were. */
  int removeOrphans(String self, Predicate<String> alive) {
    int removed = 0;
    for (Container container :
        client
            .listContainersCmd()
            .withShowAll(true)
            .withLabelFilter(List.of(Labels.OWNER))
            .exec()) {
      String owner = container.getLabels().getOrDefault(Labels.OWNER, "");
      if (!owner.equals(self) && !alive.test(owner)) {
        remove(container.getId());
        removed++;
      }
    }
    return removed;
  }

  private List<Container> list(Map<String, String> labels) {
    return client.listContainersCmd().withShowAll(true).withLabelFilter(labels).exec();
  }
}
