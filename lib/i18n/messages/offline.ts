import { defineMessages } from '../define-messages';

/** What a device says when the server cannot be reached: what is known, what is not, what not to do. */
export const offline = defineMessages({
  es: {
    title: 'Sin conexión',
    detail: 'Este dispositivo no llega a Mostrador. La página vuelve sola cuando haya conexión.',
    known: 'Qué se sabe',
    knownDetail: 'Nada de lo cobrado se pierde: está en Mercado Pago, y aquí se ve en cuanto vuelva la conexión.',
    unknown: 'Qué no se sabe',
    unknownDetail: 'Una orden abierta puede haberse pagado mientras tanto, o haber vencido.',
    dont: 'No cobrar de nuevo hasta verlo.',
    seen: 'Lo último que se vio en esta pantalla',
    attempt: 'Un cobro estaba saliendo: no se sabe si llegó. Al volver se mira solo, y nunca se cobra dos veces.',
    retry: 'Probar ahora',
  },
  pt: {
    title: 'Sem conexão',
    detail: 'Este aparelho não alcança o Mostrador. A página volta sozinha quando houver conexão.',
    known: 'O que se sabe',
    knownDetail: 'Nada do que foi cobrado se perde: está no Mercado Pago, e aparece aqui assim que a conexão voltar.',
    unknown: 'O que não se sabe',
    unknownDetail: 'Um pedido aberto pode ter sido pago nesse meio-tempo, ou ter expirado.',
    dont: 'Não cobrar de novo até ver.',
    seen: 'O último que se viu nesta tela',
    attempt:
      'Uma cobrança estava saindo: não se sabe se chegou. Na volta se olha sozinho, e nunca se cobra duas vezes.',
    retry: 'Tentar agora',
  },
  en: {
    title: 'No connection',
    detail: 'This device cannot reach Mostrador. The page comes back by itself once there is a connection.',
    known: 'What is known',
    knownDetail:
      'Nothing that was charged is lost: it is at Mercado Pago, and shown here as soon as the connection is back.',
    unknown: 'What is not known',
    unknownDetail: 'An open order may have been paid meanwhile, or have expired.',
    dont: 'Do not charge again before seeing it.',
    seen: 'What this screen saw last',
    attempt:
      'A charge was on its way: nobody knows whether it arrived. It is looked at by itself, and never charged twice.',
    retry: 'Try now',
  },
});
