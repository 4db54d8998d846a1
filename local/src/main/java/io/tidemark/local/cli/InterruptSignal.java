package io.tidemark.local.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Turns the first Ctrl-C into an action; the second one ends the JVM as usual.
 *
 * <p>A shutdown hook would come too late: hooks run side by side, and Flink's and Kafka's own would
 * pull the floor from under a job that is being drained. The JDK's signal class is called by
 * reflection since it is outside of what {@code --release} lets code see.
 */
public final class InterruptSignal {

  private InterruptSignal() {}

  /** Runs the action on the first interrupt or termination signal, if this JVM can. */
  public static void onFirst(Runnable action) {
    for (String name : List.of("INT", "TERM")) {
      try {
        Class<?> signalType = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        Object signal = signalType.getConstructor(String.class).newInstance(name);
        Object byDefault = handlerType.getField("SIG_DFL").get(null);
        InvocationHandler handler =
            (proxy, method, args) -> {
              if (!method.getName().equals("handle")) {
                return method.invoke(action, args);
              }
              signalType
                  .getMethod("handle", signalType, handlerType)
                  .invoke(null, signal, byDefault);
              action.run();
              return null;
            };
        Object proxy =
            Proxy.newProxyInstance(
                InterruptSignal.class.getClassLoader(), new Class<?>[] {handlerType}, handler);
        signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, proxy);
      } catch (ReflectiveOperationException e) {
        // Without it Ctrl-C ends the JVM at once, as it does everywhere.
        return;
      }
    }
  }
}
