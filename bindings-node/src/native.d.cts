/** What the native part offers. See `native/src`. */

declare namespace native {
  interface Bridge {
    drain(): string;
    cancel(id: number): void;
    provideKey(id: number, key: string | undefined, problem: string | undefined): void;
    client(options: string): NativeClient;
    local(id: number, options: string): void;
    takeClient(id: number): NativeClient;
    takeSession(id: number): NativeSession;
    takeDownload(id: number): NativeDownload;
    takePiece(id: number): Uint8Array | null;
  }

  interface NativeClient {
    baseUrl(): string | null;
    close(): void;
    call(id: number, operation: string, args: string, options: string): void;
    pages(operation: string, args: string, options: string): NativePages;
    download(id: number, session: string, bucket: string, key: string, options: string): void;
    uploadProfile(
      id: number,
      path: string | undefined,
      bytes: Uint8Array | undefined,
      profile: string,
      options: string,
    ): void;
    session(id: string): NativeSession;
    startSession(id: number, request: string): void;
  }

  interface NativePages {
    next(id: number): void;
  }

  interface NativeSession {
    id(): string;
    steer(id: number, what: string, body?: string): void;
    stream(token: number, options: string): NativeStream;
    wait(token: number, options: string): NativeStream;
  }

  interface NativeStream {
    drain(max: number): string | null;
    arm(): boolean;
    isFinished(): boolean;
    cursor(): number;
    close(): void;
    drainCalls(): string | null;
    complete(call: number, value: string | undefined, problem: string | undefined): void;
    outcome(): string | null;
  }

  interface NativeDownload {
    length(): number | null;
    mediaType(): string | null;
    read(id: number): void;
  }

  interface Native {
    prepareRequest(settings: string): string;
    runCommand(args: string[]): number;
    Bridge: new (wake: () => void) => Bridge;
    verifyWebhook(body: Uint8Array, signature: string, timestamp: string, secrets: string[], toleranceSeconds: number): void;
    signWebhookDelivery(body: Uint8Array, timestamp: string, secret: string): string;
  }
}

declare const native: native.Native;
export = native;
