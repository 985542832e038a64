/** A question that `/healthz` asks: resolves to what is wrong, or null. */
export interface HealthCheck {
  name: string;
  problem(): Promise<string | null>;
}
