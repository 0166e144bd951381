import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Serves the MongoDB protocol over an H2 file: {@code MongoStandIn <port> <data file>}. */
public final class MongoStandIn {
  /** The driver asks for wire version 9 or later, the library says 8; what it lacks (sessions, transactions) is not used. */
  private static final MongoVersion SPOKEN = new MongoVersion() {
    @Override
    public List<Integer> getVersionArray() {
      return List.of(5, 0, 0);
    }

    @Override
    public int getWireVersion() {
      return 13;
    }
  };

  private MongoStandIn() {}

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    H2Backend backend = new H2Backend(arguments[1]);
    backend.version(SPOKEN);
    MongoServer server = new MongoServer(backend);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
    server.bind("127.0.0.1", port);
    System.out.println("listening on 127.0.0.1:" + port);
  }
}
