// What a request is about, and the facts without which it is refused.

export type Need = "order" | "product" | "quantity" | "wanted_date" | "symptom" | "solution" | "address" | "message" | "question" | "contact";

export interface Topic {
  line: "order" | "general";
  pressing: "always" | "before_cutoff" | "never";
  needs: Need[];
}

export const TOPICS: Record<string, Topic> = {
  size_fit: { line: "general", pressing: "never", needs: ["product", "question", "contact"] },
  compatibility: { line: "general", pressing: "never", needs: ["product", "question", "contact"] },
  contents: { line: "general", pressing: "never", needs: ["product", "question", "contact"] },
  coupon: { line: "general", pressing: "never", needs: ["question", "contact"] },
  stock_lead_time: { line: "general", pressing: "never", needs: ["product", "contact"] },
  bulk_order: { line: "order", pressing: "always", needs: ["product", "quantity", "wanted_date", "contact"] },
  phone_order: { line: "order", pressing: "never", needs: ["product", "quantity", "contact"] },
  payment_method: { line: "general", pressing: "never", needs: ["question", "contact"] },
  gift: { line: "general", pressing: "never", needs: ["question", "contact"] },
  order_change: { line: "order", pressing: "before_cutoff", needs: ["order", "message"] },
  order_cancel: { line: "order", pressing: "before_cutoff", needs: ["order"] },
  delivery_status: { line: "general", pressing: "never", needs: ["order", "contact"] },
  delivery_delay: { line: "general", pressing: "never", needs: ["order", "contact"] },
  address_change: { line: "order", pressing: "before_cutoff", needs: ["order", "address"] },
  redelivery: { line: "general", pressing: "never", needs: ["order", "wanted_date"] },
  defect: { line: "general", pressing: "always", needs: ["order", "product", "symptom", "solution", "contact"] },
  missing_item: { line: "general", pressing: "always", needs: ["order", "symptom", "solution", "contact"] },
  wrong_item: { line: "general", pressing: "always", needs: ["order", "symptom", "solution", "contact"] },
  payment_error: { line: "order", pressing: "always", needs: ["symptom", "contact"] },
  double_order: { line: "order", pressing: "always", needs: ["order", "contact"] },
  return: { line: "general", pressing: "never", needs: ["order", "product", "contact"] },
  exchange: { line: "general", pressing: "never", needs: ["order", "product", "solution", "contact"] },
  subscription_skip: { line: "order", pressing: "never", needs: ["order"] },
  subscription_cancel: { line: "order", pressing: "never", needs: ["order"] },
  receipt: { line: "general", pressing: "never", needs: ["order"] },
  invoice: { line: "general", pressing: "never", needs: ["order"] },
  other: { line: "general", pressing: "never", needs: ["message"] },
  sales_pitch: { line: "general", pressing: "never", needs: ["message"] },
};
