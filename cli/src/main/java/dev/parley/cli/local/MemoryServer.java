package dev.parley.cli.local;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.internal.testservice.TestServicesStarter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * The Temporal server of the SDK's tests, in this process and in real time. By itself it would
 * listen on every interface; here its service is offered on 127.0.0.1 alone.
 */
final class MemoryServer implements AutoCloseable {

  /** Time is not skipped, and begins now. */
  private static final boolean REAL_TIME = true;

  private static final long NOW = 0;

  private final TestServicesStarter memory;
  private final Server door;

  private MemoryServer(TestServicesStarter memory, Server door) {
    this.memory = memory;
    this.door = door;
  }

  /**
   * Starts it on a free port.
   *
   * @throws PartException if there is none
   */
  static MemoryServer start() {
    TestServicesStarter memory = new TestServicesStarter(REAL_TIME, NOW);
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    memory.getServices().forEach(builder::addService);
    try {
      Server door = builder.build().start();
      return new MemoryServer(memory, door);
    } catch (IOException e) {
      memory.close();
      throw new PartException("no free port on 127.0.0.1: " + e.getMessage(), e);
    }
  }

  /** {@code 127.0.0.1:PORT}. */
  String address() {
    return "127.0.0.1:" + door.getPort();
  }

  @Override
  public void close() {
    var unused = door.shutdownNow();
    memory.close();
  }
}
