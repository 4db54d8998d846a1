package io.tidemark.local.broker;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The two server sockets of a broker, bound before Kafka starts: its settings must name the ports,
 * and a free port that is only looked up can be lost again until then.
 */
final class LoopbackSockets implements ServerSocketFactory, AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final byte[] HOST_BYTES = {127, 0, 0, 1};

  private final ServerSocketChannel clients;
  private final ServerSocketChannel controller;

  private LoopbackSockets(ServerSocketChannel clients, ServerSocketChannel controller) {
    this.clients = clients;
    this.controller = controller;
  }

  /** Binds the clients' port (0 for a free one) and a free port for the controller. */
  static LoopbackSockets bind(int clientPort) throws IOException {
    ServerSocketChannel clients = listenOn(clientPort);
    try {
      return new LoopbackSockets(clients, listenOn(0));
    } catch (IOException failure) {
      clients.close();
      throw failure;
    }
  }

  private static ServerSocketChannel listenOn(int port) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(HOST_BYTES), port);
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.bind(address);
      // Kafka waits for connections with a selector, which takes no other.
      channel.configureBlocking(false);
      return channel;
    } catch (BindException refused) {
      channel.close();
      throw new IOException(
          "The local Kafka broker cannot listen on "
              + hostAndPort(address)
              + ": "
              + refused.getMessage(),
          refused);
    }
  }

  /** Where clients connect, as {@code host:port}. */
  String clientAddress() {
    return hostAndPort((InetSocketAddress) clients.socket().getLocalSocketAddress());
  }

  /** Where the broker connects to its controller, as {@code host:port}. */
  String controllerAddress() {
    return hostAndPort(controllerSocketAddress());
  }

  InetSocketAddress controllerSocketAddress() {
    return (InetSocketAddress) controller.socket().getLocalSocketAddress();
  }

  private static String hostAndPort(InetSocketAddress address) {
    return HOST + ":" + address.getPort();
  }

  @Override
  public ServerSocketChannel openServerSocket(
      String listenerName, InetSocketAddress address, int backlog, int receiveBufferBytes) {
    return listenerName.equals(BrokerSettings.CONTROLLER_LISTENER) ? controller : clients;
  }

  /** Closes what Kafka has not closed already. */
  @Override
  public void close() {
    Utils.closeQuietly(clients, "the clients' socket");
    Utils.closeQuietly(controller, "the controller's socket");
  }
}
