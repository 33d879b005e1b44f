// An init in Java that sets up nothing: its main method sleeps for ever.
public class JavaInit {
  public static void main(String[] arguments) throws InterruptedException {
    while (true) {
      Thread.sleep(100_000);
    }
  }
}
