/** Sleeps, and installs nothing. */
public class Sleep {
  public static void main(String[] arguments) throws InterruptedException {
    while (true) Thread.sleep(1_000_000);
  }
}
